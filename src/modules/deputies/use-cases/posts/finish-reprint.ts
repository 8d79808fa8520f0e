import { isWithin } from '#kernel/contract.ts';
import { type Actor, defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { FinishReprint, ReprintFilter } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { mayManage } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { type OpenReprint, findReprintTasks, finishReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { setGone } from '../../store/printing/printouts.ts';
import { pageOf } from '../lists/question.ts';
import { OFFICERS, READERS, districtOf } from './standing.ts';

const PAGE_SIZE = 50;

function unitOf({ role, unit = '' }: Actor) {
  if (role === 'group-leader') return { column: 'group_name' as const, name: unit };
  return role === 'station-clerk' ? { column: 'station' as const, name: unit } : undefined;
}

const isMine = (actor: Actor, task: OpenReprint) =>
  OFFICERS.some((role) => role === actor.role) && mayManage(actor, task);

/** What hangs on paper and is not true any more, the oldest first, a page of it. */
export const listReprints = defineQuery({
  name: 'deputies.list-reprints',
  input: ReprintFilter,
  by: [...READERS, 'station-clerk'],
  async read({ tx, actor }, { town, page }) {
    if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
    const unit = unitOf(actor);
    const asked = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE, ...(unit === undefined ? {} : { unit }) };
    const { total, items } = await findReprintTasks(tx, town ?? actor.region, asked);
    const shown = items.map((task) => ({ ...task, isMine: isMine(actor, task) }));
    return { ...pageOf(total, page, PAGE_SIZE), items: shown };
  },
});

/**
 * Says that something was printed anew, or taken down. All of those named, or none: each must be open and the actor's; one
 * that somebody else has finished meanwhile is left as it is. What was printed here hangs no more from then on.
 */
export const finishReprint = defineUseCase({
  name: 'deputies.finish-reprint',
  input: FinishReprint,
  by: OFFICERS,
  isQuiet: true,
  async run(scene, { taskIds }) {
    const { tx, actor, recordedAt } = scene;
    const { items } = await findReprintTasks(tx, actor.region, { limit: taskIds.length, ids: taskIds });
    if (items.length === 0) throw postErrors.unknownReprint();
    if (!items.every((task) => mayManage(actor, task))) throw postErrors.notYours();
    const ids = items.map(({ id }) => id);
    const district = districtOf(scene);
    const done = await finishReprintTasks(tx, { district, ids }, recordedAt);
    await setGone(
      tx,
      { district, at: recordedAt },
      items.filter(({ id }) => done.includes(id)),
    );
    return {
      result: { finished: done.length },
      record: [],
      trail: items
        .filter(({ id }) => done.includes(id))
        .map(({ region, personId, surface, reason, since }) => ({
          ...{ region, subject: personId, before: { surface, reason, since, doneAt: null } },
          after: { surface, reason, doneAt: recordedAt },
        })),
    };
  },
});
