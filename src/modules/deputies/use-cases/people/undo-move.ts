import {
  type Scene,
  defineUseCase,
  findPerson,
  movePersonLinks,
  movePortraits,
  seeingAll,
  setMerged,
  undoConsents,
} from '#kernel/index.server.ts';
import { UndoMove } from '../../contract.ts';
import { personErrors } from '../../domain/posts/post-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import {
  type PersonMove,
  countVerifiedBySelf,
  findMove,
  movePostRows,
  moveReferencesBack,
  moveReprints,
  setUndone,
} from '../../store/people/references.ts';
import { isAsMerged, undoMergedPost } from '../../store/people/merged-posts.ts';
import { findPostsById, findPostsOf } from '../../store/posts/posts.ts';
import { OFFICERS, districtOf, requireWhole } from '../posts/standing.ts';
import { requireNoContradiction } from './move-all.ts';

/** What moved must still be where it went, and fit where it came from. */
async function requireUndoable(scene: Scene, move: PersonMove | undefined): Promise<PersonMove> {
  if (move === undefined || move.undoneAt !== null) throw personErrors.undoneAlready();
  const { tx } = scene;
  const district = districtOf(scene);
  const merged = move.moved.merged ?? [];
  const gone = new Set(merged.map(({ goneId }) => goneId));
  const held = move.moved.posts.filter((id) => !gone.has(id));
  // Of a post that became one with another, that one says who may undo it, and whether it is still there.
  const ids = [...held, ...merged.map(({ keptId }) => keptId)];
  const moved = await seeingAll(tx, () => findPostsById(tx, district, ids));
  const own = await seeingAll(tx, () => findPostsOf(tx, district, [move.from]));
  const beside = await seeingAll(tx, () => findPostsOf(tx, district, [move.to]));
  requireWhole(scene, move.kind === 'posts' ? moved : [...moved, ...own, ...beside]);
  for (const one of merged) {
    if (!(await isAsMerged(tx, district, one))) throw personErrors.undoneAlready();
  }
  const isThere = moved.length === ids.length && moved.every(({ personId }) => personId === move.to);
  if (!isThere) throw personErrors.undoneAlready();
  const back = moved.filter(({ id }) => held.includes(id));
  requireNoContradiction(back, own);
  const from = await findPerson(tx, district, move.from);
  if (from === undefined || (move.kind !== 'merge' && from.mergedInto !== null)) throw personErrors.undoneAlready();
  return move;
}

/** Undoes a merge, a split or a move: what moved goes back, as long as it is still where it went. */
export const undoMove = defineUseCase({
  name: 'deputies.undo-move',
  input: UndoMove,
  by: OFFICERS,
  async run(scene, { moveId }) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    const move = await requireUndoable(scene, await findMove(tx, district, moveId));
    const back = { district, from: move.to, to: move.from };
    await refreshFigures(tx, { district, personIds: [move.from, move.to] }, async () => {
      for (const one of (move.moved.merged ?? []).toReversed()) await undoMergedPost(tx, district, one);
      await movePostRows(tx, back, move.moved.posts);
      await moveReferencesBack(tx, back, move.moved.rows);
      await moveReprints(tx, back, move.moved.reprints);
      if (move.kind === 'merge') await setMerged(tx, { district, id: move.from }, null);
      if (move.moved.accounts) await movePersonLinks(tx, back, move.moved.accounts);
      if (move.moved.portraits) await movePortraits(tx, back, move.moved.portraits);
      if (move.moved.consents) await undoConsents(tx, { district, personId: move.to }, move.moved.consents);
      // Looked at when all is back, because both commitments and verifications go, and those of merged posts, too.
      const verified = await countVerifiedBySelf(tx, district, [move.from, move.to]);
      if (verified > 0) throw personErrors.verifiedOwnPosts(verified);
      await setUndone(tx, district, { id: moveId, at: recordedAt });
    });
    const region = actor.region;
    return {
      result: { personId: move.from },
      record: [{ region, event: 'person.move-undone', subject: move.to, facts: { from: move.from, kind: move.kind } }],
      trail: [
        { region, subject: move.to, before: { moveId, moved: move.moved }, after: { undone: true } },
        { region, subject: move.from, before: { moveId }, after: { undone: true } },
      ],
    };
  },
});
