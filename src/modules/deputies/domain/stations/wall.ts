import type { ConsentField, Surface } from '#kernel/contract.ts';

interface Given {
  readonly field: ConsentField;
  readonly surface: Surface;
  readonly untilDay: string | null;
}

interface Known {
  readonly phone: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
}

/**
 * What a screen may show of a person. Opened by the key of the station's own screen it is the wall, for everybody else a
 * page of the web. A photo is a file that anybody could fetch: it takes the person's word for the web in any case.
 */
export function shownOnScreen<Photo>(
  known: Known & { readonly webPhoto: Photo | null },
  consents: readonly Given[],
  surface: 'wall' | 'web',
) {
  const agrees = (field: ConsentField) =>
    consents.some((one) => one.field === field && one.surface === surface && one.untilDay === null);
  const showsWork = agrees('workplace');
  const work = [known.workplace, known.post].filter(Boolean).join(' ');
  return {
    phone: agrees('phone') ? known.phone : null,
    work: showsWork && work !== '' ? work : null,
    photo: agrees('photo') ? known.webPhoto : null,
  };
}

const FEW = 3;
const NOT_MANY = 60;
const ROOMY_SHEET = 6;
const DENSE_SHEET = 12;

/** Whether there are so many that they stand closer, so that a round does not take long. */
export function isCrowded(deputies: number): boolean {
  return deputies > NOT_MANY;
}

/** Whether there are so few that each has the height of the screen, with more of the promises. */
export function isFew(deputies: number): boolean {
  return deputies <= FEW;
}

/** How many deputies stand on one sheet of a screen. */
export function sheetSize(deputies: number): number {
  return isCrowded(deputies) ? DENSE_SHEET : ROOMY_SHEET;
}
