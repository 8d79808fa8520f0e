import { type QueueDatabase, eraseAccount, findReports } from './queue-store.ts';
import type { QueueView } from './queue-view.ts';

/** The caches of pages, one account at a time. */
const PAGES = 'jiannuo-me-';

/** What a page asks the service worker to keep. */
interface KeepMessage {
  readonly keep: readonly string[];
}

const isEnglish = location.pathname === '/en' || location.pathname.startsWith('/en/');
const home = isEnglish ? '/en/me' : '/me';

/**
 * Lets /me open without a network, where the page is secure: the page itself, the forms for reports and for duties, and their files.
 * Elsewhere, as in WeChat's browser, there is no service worker, and the open page does all.
 */
export function keepPages(account: string): void {
  if (!('serviceWorker' in navigator) || account === '') return;
  const keep = [home, `${home}/report`, `${home}/duties/new`];
  navigator.serviceWorker
    .register('/service-worker.js', { scope: home })
    .then(() => navigator.serviceWorker.ready)
    .then(({ active }) => active?.postMessage({ keep } satisfies KeepMessage))
    // A browser that refuses does without.
    .catch(() => undefined);
}

async function erase(account: string, database: QueueDatabase | undefined): Promise<void> {
  if (database !== undefined) await eraseAccount(database, account);
  if ('caches' in window) {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PAGES)).map((name) => caches.delete(name)));
  }
  if (!('serviceWorker' in navigator)) return;
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => []);
  await Promise.all(registrations.map((registration) => registration.unregister()));
}

/** Nothing personal stays on the phone after signing out; what was not sent is asked about first. */
export function eraseAtSignOut(account: string, database: QueueDatabase | undefined, view: QueueView): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[action$="/sign-in/out"]')) {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void (async () => {
        const all = database === undefined ? [] : await findReports(database);
        const count = all.filter((report) => report.account === account).length;
        if (count > 0 && !window.confirm(view.word('sureSignOut', { count }))) return;
        await erase(account, database);
        form.submit();
      })();
    });
  }
}
