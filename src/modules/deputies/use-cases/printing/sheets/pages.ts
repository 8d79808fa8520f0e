import type { Page } from '#platform/documents/pdf.ts';
import type { PrintKind } from '../../../contract.ts';
import type { PrintedSheet } from '../print-sheets.ts';
import { notices } from './notice.ts';
import { doorLabel, nameplate } from './plates.ts';
import { perWallSheet, wallSheet } from './wall.ts';

export interface ToDraw {
  readonly kind: PrintKind;
  /** The business day on which it is printed. */
  readonly day: string;
  /** Of a wall: whose it is. */
  readonly placeName: string;
  readonly sheets: readonly PrintedSheet[];
}

/** The bytes of a photo by the name of its file, as a PDF can hold it; undefined when it is not there. */
export type PhotoOf = (file: string) => Promise<Buffer | undefined>;

const HASH_SHOWN = 8;
const markOf = (day: string, hash: string) => `${day} · ${hash.slice(0, HASH_SHOWN)}`;

async function* wallPages({ sheets, day, placeName }: ToDraw, photoOf: PhotoOf): AsyncGenerator<Page> {
  const size = perWallSheet(sheets.length);
  const of = Math.ceil(sheets.length / size);
  for (let number = 1; number <= of; number++) {
    const own = sheets.slice((number - 1) * size, number * size);
    const people = [];
    for (const { content, photo } of own) {
      people.push({ content, photo: photo === null ? undefined : await photoOf(photo) });
    }
    yield wallSheet(people, { place: placeName, number, of, people: sheets.length, mark: day });
  }
}

/** The pages of what was printed, one after the other: a photo is read when its page is drawn. */
export async function* pagesOf(toDraw: ToDraw, photoOf: PhotoOf): AsyncGenerator<Page> {
  const { kind, sheets, day } = toDraw;
  if (kind === 'wall') {
    yield* wallPages(toDraw, photoOf);
    return;
  }
  for (const { content, hash, photo } of sheets) {
    const extras = { photo: photo === null ? undefined : await photoOf(photo), mark: markOf(day, hash) };
    if (kind === 'notice') yield* notices(content, extras);
    else yield kind === 'door' ? doorLabel(content, extras) : nameplate(content, extras);
  }
}
