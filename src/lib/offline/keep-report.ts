import { type Chosen, forgetPreviews, keptPhotos, tooMany } from './photo-fields.ts';
import type { QueuedReport } from './queue-rules.ts';
import { type QueueDatabase, addReport, findReports } from './queue-store.ts';
import type { QueueView } from './queue-view.ts';

export interface FormSetting {
  readonly account: string;
  readonly database: QueueDatabase;
  readonly view: QueueView;
  readonly newId: () => string;
  readonly send: () => Promise<void>;
  readonly changed: () => void;
}

/** The form that a report comes from, and where it says how it goes. */
export interface FormInHand {
  readonly form: HTMLFormElement;
  readonly setting: FormSetting;
  readonly tell: (text: string) => void;
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** Where the phone cannot keep what was written, the form goes the way of all forms. */
export function notKept({ form, setting: { view }, tell }: FormInHand, error: unknown): void {
  if (error instanceof RangeError) tell(view.word('tooLarge', { name: error.message }));
  else if (navigator.onLine) form.submit();
  else tell(view.word(isFull(error) ? 'full' : 'noStore'));
}

/** Keeps a report with what was chosen on the phone, then sends it. @returns whether it was sent */
export async function keepAndSend(
  { form, setting, tell }: FormInHand,
  report: QueuedReport,
  chosen: readonly Chosen[],
): Promise<boolean> {
  const { database, view } = setting;
  if (tooMany(chosen)) {
    tell(form.dataset['tooMany'] ?? '');
    return false;
  }
  const button = form.querySelector<HTMLButtonElement>('button.send');
  if (button !== null) button.disabled = true;
  try {
    if (chosen.length > 0) tell(view.word('shrinking'));
    await addReport(database, report, await keptPhotos(chosen, report.id));
  } finally {
    if (button !== null) button.disabled = false;
  }
  form.reset();
  forgetPreviews(form);
  tell(view.word('kept'));
  setting.changed();
  await askForBackgroundSync();
  await setting.send();
  return (await findReports(database)).every(({ id }) => id !== report.id);
}

/** Where there is a service worker that can, it sends even after the page was closed. */
async function askForBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  const sync = registration === undefined ? undefined : (registration as { sync?: SyncManager }).sync;
  await sync?.register('jiannuo-reports').catch(() => undefined);
}

/** Not yet among the types of browsers. */
interface SyncManager {
  register(tag: string): Promise<void>;
}
