import { setDay } from './day-of-report.ts';
import { MAX_PHOTO_BYTES, makeSmaller } from './make-smaller.ts';
import type { QueuedReport } from './queue-rules.ts';
import { type PhotoRole, type QueueDatabase, type QueuedPhoto, addReport, findReports } from './queue-store.ts';
import type { QueueView } from './queue-view.ts';

const ROLES: readonly PhotoRole[] = ['before', 'after', 'other'];
const MAX_PHOTOS = 12;

export interface FormSetting {
  readonly account: string;
  readonly database: QueueDatabase;
  readonly view: QueueView;
  readonly newId: () => string;
  readonly send: () => Promise<void>;
  readonly changed: () => void;
}

interface Chosen {
  readonly role: PhotoRole;
  readonly file: File;
}

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

function chosenIn(form: HTMLFormElement): Chosen[] {
  return ROLES.flatMap((role) => {
    const field = form.elements.namedItem(role);
    const files = field instanceof HTMLInputElement ? Array.from(field.files ?? []) : [];
    return files.map((file) => ({ role, file }));
  });
}

/** The commitment as it reads on the form, to be shown while the report waits. */
function titleOf(form: HTMLFormElement): string {
  const field = form.elements.namedItem('commitmentId');
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text ?? '';
  return field instanceof HTMLElement ? (field.dataset['title'] ?? '') : '';
}

/** The report that a form holds, as it waits on the phone. */
function reportOf(form: HTMLFormElement, { account, newId }: FormSetting, photos: number): QueuedReport {
  const data = new FormData(form);
  const quantity = textOf(data, 'quantity');
  return {
    ...{ id: newId(), account, commitmentId: textOf(data, 'commitmentId'), title: titleOf(form) },
    ...{ text: textOf(data, 'phrase') + textOf(data, 'text'), day: textOf(data, 'day') },
    milestoneId: textOf(data, 'milestoneId') || null,
    ...{ quantity: quantity === '' ? null : quantity, photos },
    ...{ madeAt: Date.now(), attempts: 0, nextAt: 0, refusal: null },
  };
}

/** @throws RangeError with the name of a photo that is too large even after it was made smaller */
async function photosOf(chosen: readonly Chosen[], report: string): Promise<QueuedPhoto[]> {
  const photos: QueuedPhoto[] = [];
  for (const [at, { role, file }] of chosen.entries()) {
    const smaller = await makeSmaller(file);
    if (smaller.size > MAX_PHOTO_BYTES) throw new RangeError(file.name);
    const { type } = smaller;
    photos.push({ report, at, role, name: file.name, type, bytes: await smaller.arrayBuffer() });
  }
  return photos;
}

export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/**
 * Opened offline at the address of a commitment, the general form is shown: its commitment is chosen here.
 * @returns false when the form cannot report on it: a report must not go to another
 */
function chooseByAddress(form: HTMLFormElement): boolean {
  const id = /\/commitments\/([0-9a-f-]{36})\/report/.exec(location.pathname)?.[1];
  const field = form.elements.namedItem('commitmentId');
  if (id === undefined) return true;
  if (field instanceof HTMLSelectElement) field.value = id;
  return field instanceof HTMLSelectElement || field instanceof HTMLInputElement ? field.value === id : false;
}

/** Of several commitments only the milestones of the one that is chosen can be. */
function offerMilestones(form: HTMLFormElement): void {
  const [commitment, milestone] = ['commitmentId', 'milestoneId'].map((name) => form.elements.namedItem(name));
  if (!(commitment instanceof HTMLSelectElement) || !(milestone instanceof HTMLSelectElement)) return;
  for (const group of milestone.querySelectorAll('optgroup')) {
    group.hidden = group.disabled = group.dataset['commitment'] !== commitment.value;
  }
  if (milestone.selectedOptions[0]?.closest('optgroup')?.disabled === true) milestone.value = '';
}

/** Shows what was chosen, drawn small: a canvas needs no address for a picture, which the page's policy forbids. */
async function preview(field: HTMLInputElement, form: HTMLFormElement): Promise<void> {
  const place = form.querySelector(`[data-chosen="${field.name}"]`);
  if (place === null || typeof createImageBitmap !== 'function') return;
  place.replaceChildren();
  for (const file of Array.from(field.files ?? []).slice(0, MAX_PHOTOS)) {
    const bitmap = await createImageBitmap(file, { resizeWidth: 160, imageOrientation: 'from-image' }).catch(
      () => undefined,
    );
    if (bitmap === undefined) continue;
    const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', file.name);
    bitmap.close();
    place.append(canvas);
  }
}

/** Keeps a report on the phone before it is sent. Where the phone cannot keep it, the form goes the way of all forms. */
export function watchForm(setting: FormSetting): void {
  const form = document.querySelector<HTMLFormElement>('#report');
  if (form === null) return;
  const { view } = setting;
  const tell = (text: string) => {
    const place = form.querySelector('#report-state');
    if (place !== null) place.textContent = text;
  };
  if (!chooseByAddress(form)) {
    for (const control of form.elements) control.setAttribute('disabled', '');
    tell(form.dataset['absent'] ?? '');
    return;
  }
  setDay(form, Date.now());
  document.addEventListener('visibilitychange', () => {
    setDay(form, Date.now());
  });
  offerMilestones(form);
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) offerMilestones(form);
    if (target instanceof HTMLInputElement && target.type === 'file') void preview(target, form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void keep(form, setting, tell).catch((error: unknown) => {
      if (error instanceof RangeError) tell(view.word('tooLarge', { name: error.message }));
      else if (navigator.onLine) form.submit();
      else tell(view.word(isFull(error) ? 'full' : 'noStore'));
    });
  });
}

async function keep(form: HTMLFormElement, setting: FormSetting, tell: (text: string) => void): Promise<void> {
  const { database, view } = setting;
  const chosen = chosenIn(form);
  const report = reportOf(form, setting, chosen.length);
  if (report.text.length < 2) {
    tell(form.dataset['needText'] ?? '');
    form.querySelector('textarea')?.focus();
    return;
  }
  if (chosen.length > MAX_PHOTOS) {
    tell(form.dataset['tooMany'] ?? '');
    return;
  }
  const button = form.querySelector<HTMLButtonElement>('button.send');
  if (button !== null) button.disabled = true;
  try {
    if (chosen.length > 0) tell(view.word('shrinking'));
    await addReport(database, report, await photosOf(chosen, report.id));
  } finally {
    if (button !== null) button.disabled = false;
  }
  form.reset();
  for (const place of form.querySelectorAll('[data-chosen]')) place.replaceChildren();
  tell(view.word('kept'));
  setting.changed();
  await askForBackgroundSync();
  await setting.send();
  const isSent = (await findReports(database)).every(({ id }) => id !== report.id);
  if (!isSent) return;
  tell(view.word('sent'));
  location.assign(`${form.dataset['page'] ?? ''}/${report.commitmentId}?done=sent`);
}

/** Where there is a service worker that can, it sends even after the page was closed. */
export async function askForBackgroundSync(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  const sync = registration === undefined ? undefined : (registration as { sync?: SyncManager }).sync;
  await sync?.register('jiannuo-reports').catch(() => undefined);
}

/** Not yet among the types of browsers. */
interface SyncManager {
  register(tag: string): Promise<void>;
}
