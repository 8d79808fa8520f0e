import { watchDutyForm } from './duty-form.ts';
import { watchForm } from './report-form.ts';
import { newReportId, sendReports } from './send-reports.ts';
import { QueueView } from './queue-view.ts';
import { findReports, noteOwner, openQueue, replaceReport } from './queue-store.ts';
import { untilNext, wakened } from './queue-rules.ts';
import { eraseAtSignOut, keepPages } from './shell.ts';

/** What the script needs of the page that it stands on. */
const root = document.querySelector<HTMLElement>('#me');
const account = root?.dataset['account'] ?? '';

/** The longest that a browser lets a timer wait without losing count. */
const LONGEST_WAIT_MS = 15 * 60_000;

/** From now on the forms go by way of the phone; one that is sent earlier goes as it does without a script. */
function tellReady(): void {
  root?.setAttribute('data-ready', '');
}

async function start(): Promise<void> {
  const view = new QueueView(account);
  const database = await openQueue().catch(() => undefined);
  keepPages(account);
  if (database === undefined) {
    view.watchNetwork();
    eraseAtSignOut(account, undefined, view);
    tellReady();
    return;
  }
  await noteOwner(database, account);
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('jiannuo-me') : undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSending = false;

  const show = async () => view.show(await findReports(database), database);
  const changed = () => {
    channel?.postMessage('changed');
    void show();
  };

  /** Sends what is due, then waits for what is not. */
  async function send(): Promise<void> {
    if (isSending || database === undefined) return;
    isSending = true;
    clearTimeout(timer);
    view.isSending = true;
    try {
      const outcome = await sendReports({ database, account, onChange: changed });
      view.needsSignIn = outcome === 'sign-in';
      const wait = untilNext(await findReports(database), account, Date.now());
      // Another tab is sending: look again when it may be done, in case it was closed.
      const pause = outcome === 'busy' ? 5_000 : wait;
      const isOver = pause === undefined || outcome === 'sign-in';
      if (!isOver) timer = setTimeout(() => void send(), Math.min(Math.max(pause, 1_000), LONGEST_WAIT_MS));
    } finally {
      isSending = false;
      view.isSending = false;
      await show();
    }
  }

  /** The network is back, or somebody looks: what waits for its time is tried at once. */
  async function wake(): Promise<void> {
    if (database === undefined) return;
    if (navigator.onLine)
      for (const report of wakened(await findReports(database))) await replaceReport(database, report);
    await show();
    await send();
  }

  channel?.addEventListener('message', () => void show());
  window.addEventListener('online', () => void wake());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void wake();
  });
  view.watchNetwork();
  view.onRetry = () => void wake();
  eraseAtSignOut(account, database, view);
  const setting = { account, database, view, newId: newReportId, send, changed };
  watchForm(setting);
  watchDutyForm(setting);
  tellReady();
  await wake();
}

if (account !== '') void start();
