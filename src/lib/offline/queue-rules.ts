/** A report as it waits on the phone. Times are milliseconds of the phone's clock. */
export interface QueuedReport {
  /** Made on the phone: the server takes a report of one id once, however often it is sent. */
  readonly id: string;
  /** Whose report it is; nobody else sees or sends it. */
  readonly account: string;
  readonly commitmentId: string;
  /** The commitment as it read when the report was made. */
  readonly title: string;
  readonly text: string;
  readonly day: string;
  /** The milestone that was reached. */
  readonly milestoneId: string | null;
  readonly quantity: string | null;
  readonly photos: number;
  /** Of a visit or another duty: its form as it was filled in. A report of progress has fields of its own. */
  readonly duty?: readonly (readonly [name: string, value: string])[];
  readonly madeAt: number;
  readonly attempts: number;
  /** Not to be tried before. */
  readonly nextAt: number;
  /** What the server said to a report that it will not take; it stays until its author copies or deletes it. */
  readonly refusal: Refusal | null;
}

export interface Refusal {
  readonly code: string;
  /** In the language in which it was sent; empty when the server gave no sentence. */
  readonly says: string;
}

/** What came of sending a report. */
export type Answer =
  /** It is stored: now, or it was already. */
  | { readonly kind: 'stored' }
  /** No network, no server, or something in between that is not the server. */
  | { readonly kind: 'later' }
  /** The session has ended, or is somebody else's. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** How long to wait after so many attempts in vain: twice as long each time, with a fifth of it by chance. */
export function pauseAfter(attempts: number, chance: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);
  return Math.round(pause * (0.9 + 0.2 * chance));
}

/** The reports of an account in the order in which they are sent: as they were made. */
export function inOrder(reports: readonly QueuedReport[], account: string): QueuedReport[] {
  return reports
    .filter((report) => report.account === account)
    .toSorted((one, other) => one.madeAt - other.madeAt || (one.id < other.id ? -1 : 1));
}

const waiting = (reports: readonly QueuedReport[], account: string) =>
  inOrder(reports, account).filter(({ refusal }) => refusal === null);

/** No pause is longer: what waits for a later time was put off by a clock that has been set back since. */
const isDue = ({ nextAt }: QueuedReport, now: number) => nextAt <= now || nextAt > now + 1.1 * LONGEST_PAUSE_MS;

/** The report to send now: the oldest whose time has come. One that the server fails on does not hold up the others. */
export function nextToSend(reports: readonly QueuedReport[], account: string, now: number): QueuedReport | undefined {
  return waiting(reports, account).find((report) => isDue(report, now));
}

/** How long until there is something to send, in milliseconds; undefined when nothing waits. */
export function untilNext(reports: readonly QueuedReport[], account: string, now: number): number | undefined {
  const own = waiting(reports, account);
  const times = own.map((report) => (isDue(report, now) ? now : report.nextAt));
  return times.length === 0 ? undefined : Math.min(...times) - now;
}

/** What becomes of a report after an answer; undefined when it leaves the phone. */
export function afterAnswer(
  report: QueuedReport,
  answer: Answer,
  { now, chance }: { readonly now: number; readonly chance: number },
): QueuedReport | undefined {
  switch (answer.kind) {
    case 'stored':
      return undefined;
    case 'refused':
      return { ...report, refusal: answer.refusal };
    // Signing in wakes the queue by loading a page: until then no attempt counts.
    case 'sign-in':
      return report;
    case 'later': {
      const attempts = report.attempts + 1;
      return { ...report, attempts, nextAt: now + pauseAfter(attempts, chance) };
    }
  }
}

/** When the network is back, nobody waits for the clock. */
export function wakened(reports: readonly QueuedReport[]): QueuedReport[] {
  return reports.map((report) => (report.refusal === null ? { ...report, nextAt: 0 } : report));
}

/** An answer as it came over the network, before anybody knows who gave it. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** Refusals that time does not heal. Whatever else goes wrong is tried again. */
const FINAL = [400, 403, 404, 409, 410, 413, 415, 422];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * Reads an answer. Only our server's own words count: a hotel's sign-in page also answers 200, and a gateway 403.
 * @param id of the report that was sent
 */
export function answerOf({ status, contentType, body }: RawAnswer, id: string): Answer {
  if (!isRecord(body)) return { kind: 'later' };
  if (status === 200 || status === 201) return body['id'] === id ? { kind: 'stored' } : { kind: 'later' };
  if (!contentType.startsWith('application/problem+json')) return { kind: 'later' };
  if (status === 401) return { kind: 'sign-in' };
  if (!FINAL.includes(status)) return { kind: 'later' };
  return { kind: 'refused', refusal: { code: textOf(body['code']), says: textOf(body['detail']) } };
}
