import { dayOf } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { PrintSheets, SURFACE_OF } from '../../contract.ts';
import { printingErrors } from '../../domain/printing/printing-errors.ts';
import { finishPrinted } from '../../store/posts/reprint-tasks.ts';
import { insertPrintouts } from '../../store/printing/printouts.ts';
import { districtOf } from '../posts/standing.ts';
import { reconcile } from './check-printouts.ts';
import { hashesOf } from './hashes.ts';
import { PRINTERS, type Sheetful, sheetsIn } from './sheets-of.ts';

/** What a sheet is drawn from. */
export interface PrintedSheet {
  readonly content: Sheetful['content'];
  readonly hash: string;
  /** The file of the photo, where one is shown. */
  readonly photo: string | null;
}

/**
 * Prints sheets of a place, or of the posts that are named: remembers what each shows, and closes what waited on the list
 * of what is to be printed anew. The sheets themselves are drawn from what it answers.
 */
export const printSheets = defineUseCase({
  name: 'deputies.print-sheets',
  input: PrintSheets,
  by: PRINTERS,
  isQuiet: true,
  async run(scene, { kind, membershipIds, ...where }) {
    const { tx, actor, recordedAt, newId } = scene;
    const { byKind, place } = await sheetsIn(scene, where, [kind]);
    const named = membershipIds === undefined ? undefined : new Set(membershipIds);
    const sheets = (byKind.get(kind)?.sheets ?? []).filter(
      ({ posts }) => named === undefined || posts.some(({ membershipId }) => named.has(membershipId)),
    );
    if (sheets.length === 0) throw printingErrors.nothing();
    if (kind === 'wall' && place.key === '') throw printingErrors.noStation();
    const district = districtOf(scene);
    const batchId = newId();
    const made = sheets.map(({ posts, content }) => ({ posts, content, ...hashesOf(content) }));
    const printouts = made.flatMap(({ posts, hash, fields }) =>
      posts.map(({ membershipId, personId, region }) => ({
        ...{ id: newId(), region, personId, membershipId, kind, hash, fields },
        place: kind === 'wall' ? place.key : '',
      })),
    );
    await insertPrintouts(tx, { district, batchId, by: actor.id, at: recordedAt }, printouts);
    const of = { surface: SURFACE_OF[kind], membershipIds: printouts.map(({ membershipId }) => membershipId) };
    const finished = await finishPrinted(tx, { district, at: recordedAt }, of);
    // Somebody may hang on another wall as well, which this printing does not mend.
    if (kind === 'wall')
      await reconcile(
        scene,
        where.origin,
        printouts.map(({ personId }) => personId),
      );
    return {
      result: {
        ...{ batchId, kind, finished, day: dayOf(scene.now), placeName: made[0]?.content.place ?? null },
        sheets: made.map(({ posts, content, hash }): PrintedSheet => ({
          ...{ content, hash },
          photo: content.photo === null ? null : (posts[0].photo?.file ?? null),
        })),
      },
      record: [],
      trail: printouts.map(({ region, personId, hash }) => ({
        ...{ region: region, subject: personId },
        after: { kind, place: kind === 'wall' ? place.key : '', hash, batchId },
      })),
    };
  },
});
