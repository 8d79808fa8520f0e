import { MAX_PHOTO_BYTES, makeSmaller } from './make-smaller.ts';
import type { PhotoRole, QueuedPhoto } from './queue-store.ts';

const ROLES: readonly PhotoRole[] = ['before', 'after', 'other'];
const MAX_PHOTOS = 12;

/** A photo or document that was chosen on a form. */
export interface Chosen {
  readonly role: PhotoRole;
  readonly file: File;
}

export function chosenIn(form: HTMLFormElement): Chosen[] {
  return ROLES.flatMap((role) => {
    const field = form.elements.namedItem(role);
    const files = field instanceof HTMLInputElement ? Array.from(field.files ?? []) : [];
    return files.map((file) => ({ role, file }));
  });
}

export const tooMany = (chosen: readonly Chosen[]): boolean => chosen.length > MAX_PHOTOS;

/**
 * Made smaller, as they wait on the phone.
 * @throws RangeError with the name of a photo that is too large even after it was made smaller
 */
export async function keptPhotos(chosen: readonly Chosen[], report: string): Promise<QueuedPhoto[]> {
  const photos: QueuedPhoto[] = [];
  for (const [at, { role, file }] of chosen.entries()) {
    const smaller = await makeSmaller(file);
    if (smaller.size > MAX_PHOTO_BYTES) throw new RangeError(file.name);
    const { type } = smaller;
    photos.push({ report, at, role, name: file.name, type, bytes: await smaller.arrayBuffer() });
  }
  return photos;
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

/** Lets photos be seen as soon as they were chosen. */
export function previewChosen(form: HTMLFormElement): void {
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'file') void preview(target, form);
  });
}

export function forgetPreviews(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll('[data-chosen]')) place.replaceChildren();
}
