import { z } from 'zod';
import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { CommitmentId, type ToDo, ToDoKind } from '../../contract.ts';
import { yearOf } from '../../domain/moment.ts';
import { deadlinesAt } from '../../domain/office/deadlines.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findLatestYear } from '../../store/lists/years.ts';
import { findOfficeRule } from '../../store/office/rule.ts';
import { type Waiting, countSeen, findWaiting, findWaitingRows } from '../../store/office/waiting.ts';
import { claimsOf } from './claims.ts';
import { OFFICE_READERS } from './who.ts';

const SHOWN = 5;

/** How many wait in each way, the first of them by id, and why some are barred. */
async function waitingOf(scene: Scene, first: number) {
  const { tx, actor, now } = scene;
  const rule = await findOfficeRule(tx, actor.region);
  const stored = await findWaiting(tx, { actor, deadlines: deadlinesAt(now, rule) }, first);
  const claims = await claimsOf(scene, first);
  const told: readonly Waiting[] = [
    ...stored,
    { kind: 'to-verify', count: claims.count, first: claims.first },
    { kind: 'barred', count: claims.barred.size, first: [...claims.barred.keys()].slice(0, first) },
  ];
  const groups = ToDoKind.options.map((kind) => told.find((one) => one.kind === kind) ?? { kind, count: 0, first: [] });
  return { rule, groups, barred: claims.barred };
}

/** What waits for the actor's office, with the first few of each. */
export const readToDo = defineQuery({
  name: 'deputies.read-to-do',
  input: z.object({}),
  by: OFFICE_READERS,
  async read(scene): Promise<ToDo> {
    const { rule, groups, barred } = await waitingOf(scene, SHOWN);
    const ids = [...new Set(groups.flatMap(({ first }) => first))];
    const rows = await findWaitingRows(scene.tx, scene.actor, ids);
    const itemOf = (kind: ToDoKind, id: string) => {
      const row = rows.get(id);
      if (row === undefined) return [];
      const { name, level, townName, text, dueDay } = row;
      const why = kind === 'barred' ? (barred.get(id) ?? null) : null;
      return [{ id: CommitmentId.parse(id), name, level, town: townLabel(townName), text, dueDay, why }];
    };
    return {
      asOf: scene.now,
      groups: groups.map(({ kind, count, first }) => ({ kind, count, first: first.flatMap((id) => itemOf(kind, id)) })),
      rule,
    };
  },
});

/** How many wait in each way, and how many commitments the running year has, for the navigation. */
export const countToDo = defineQuery({
  name: 'deputies.count-to-do',
  input: z.object({}),
  by: OFFICE_READERS,
  async read(scene): Promise<Readonly<Record<ToDoKind | 'commitments', number>>> {
    const { tx, actor, now } = scene;
    const { groups } = await waitingOf(scene, 0);
    const year = (await findLatestYear(tx, actor.region, yearOf(now))) ?? yearOf(now);
    const counts = Object.fromEntries(groups.map(({ kind, count }) => [kind, count])) as Record<ToDoKind, number>;
    return { ...counts, commitments: await countSeen(tx, actor, year) };
  },
});
