import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { Problem, type ProblemKind, dayOf } from '#kernel/contract.ts';
import { type SignedIn, carriesSession, findSignedIn } from '#kernel/index.server.ts';
import { localeOf, neutralPath } from '#lib/href.ts';
import { LANG } from '#lib/language.ts';
import { type Store, theStore, visitorOf } from './composition.server.ts';
import { startAttachments } from './routes/attachments/attachments.server.ts';
import { startOffice } from './routes/office/office.server.ts';
import { ownCookie } from './routes/own-cookie.server.ts';
import { noteRefusal } from './routes/refusals.server.ts';
import { visitOf } from './routes/visit.server.ts';

const STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
};

/** Public pages carry no script at all, and load nothing from elsewhere. */
const PUBLIC_POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** A station's screen turns its sheets and looks for news by itself, by a script of the site's own. */
const SCREEN = '/walls/[stationId]/screen';
const SCREEN_POLICY = `${PUBLIC_POLICY}; script-src 'self'; connect-src 'self'; worker-src 'self'`;

/** Pages that are somebody's own: nothing of them is kept anywhere. */
const PRIVATE = /^\/(office|me|account|sign-in|invitation|reset|confirm)(\/|$)/;
/** Pages that ask who is there; all others are the same for everybody, and never look at a cookie of a session. */
const ASKS_WHO = /^\/(office|me|account|sign-in|attachments|api)(\/|$)/;

/** Which page answers, and not how its address was written: `/%6Fffice` is the office too. */
function placeOf({ route, url }: RequestEvent): string {
  return route.id?.replaceAll(/\/\([^)]*\)/g, '') ?? neutralPath(url.pathname);
}

async function signedInOf(store: Store, event: RequestEvent): Promise<SignedIn | undefined> {
  const isAsked = ASKS_WHO.test(placeOf(event)) && carriesSession(event.request.headers);
  return isAsked ? findSignedIn(store.gate(), visitOf(event)) : undefined;
}

export const init: ServerInit = async () => {
  await startOffice();
  await startAttachments();
};

export const handle: Handle = async ({ event, resolve }) => {
  const store = await theStore();
  const { stage, mode } = store;
  const locale = localeOf(event.url.pathname);
  const isLarge = event.cookies.get(ownCookie(event.url, 'type')) === 'large';
  Object.assign(event.locals, {
    stage,
    mode,
    locale,
    isLarge,
    actor: visitorOf(await store.home()),
    today: dayOf(stage.now()),
    signedIn: await signedInOf(store, event),
  } satisfies App.Locals);
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%jiannuo.lang%', LANG[locale]).replace('%jiannuo.type%', isLarge ? 'large' : 'normal'),
  });
  const isPublic = event.route.id === null || event.route.id.startsWith('/(public)');
  if (isPublic) response.headers.set('content-security-policy', PUBLIC_POLICY);
  if (event.route.id === SCREEN) response.headers.set('content-security-policy', SCREEN_POLICY);
  if (PRIVATE.test(placeOf(event))) response.headers.set('cache-control', 'no-store');
  // Whoever signs out leaves nothing of theirs in the browser, whichever page they sign out from.
  if (event.route.id === '/sign-in/out') response.headers.set('clear-site-data', '"storage"');
  return response;
};

/** A problem that the reader can act upon keeps its sentence; whatever else is thrown is a defect, and is logged. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind !== 'unknown') return;
  if (error instanceof Problem) {
    noteRefusal(error);
    return { status: STATUS[error.kind], message: error.code, says: error.says };
  }
  console.error(error);
};
