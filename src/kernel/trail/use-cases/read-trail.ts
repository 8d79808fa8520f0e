import { z } from 'zod';
import { ROLES, type Scene, defineQuery } from '../../use-case/define-use-case.ts';
import { Problem } from '../../values/problem.ts';
import { Day, nextDay, startOfDay } from '../../values/time.ts';
import { type TrailQuestion, countTrail, findTrail, findTrailActions } from '../store/find-trail.ts';

const PAGE_SIZE = 50;
/** More than a spreadsheet is read with; an auditor who needs more asks day by day. */
const MOST_EXPORTED = 50_000;

function typed(longest: number) {
  return z
    .string()
    .trim()
    .max(longest)
    .regex(/^[^\0]*$/, { message: 'must not hold the character NUL' });
}

/** Which entries: by whom, in which role, by which action, about what, on which days. */
export const TrailFilter = z.object({
  who: typed(100).optional(),
  role: z.enum(ROLES).optional(),
  action: typed(100).optional(),
  subject: typed(100).optional(),
  from: Day.optional(),
  until: Day.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type TrailFilter = z.infer<typeof TrailFilter>;

function questionOf({ actor }: Scene, { from, until, page: _, ...asked }: TrailFilter): TrailQuestion {
  return {
    ...asked,
    region: actor.region,
    from: from === undefined ? undefined : startOfDay(from),
    before: until === undefined ? undefined : startOfDay(nextDay(until)),
  };
}

function beyondLast(page: number): Problem {
  const says = { zh: `没有第 ${page} 页。`, en: `There is no page ${page}.` };
  return new Problem('not-found', 'list.page-beyond-last', { says, facts: { page } });
}

/** Who saw or changed what in the auditor's region, the latest first. Looking at it is put on record as well. */
export const readTrail = defineQuery({
  name: 'kernel.read-trail',
  input: TrailFilter,
  by: ['auditor', 'operator'],
  async read(scene, asked) {
    const question = questionOf(scene, asked);
    const total = await countTrail(scene.tx, question);
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
    if (asked.page > pages) throw beyondLast(asked.page);
    const entries = await findTrail(scene.tx, question, { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE });
    const actions = await findTrailActions(scene.tx, scene.actor.region);
    return { total, page: asked.page, pages, entries, actions, region: scene.actor.region };
  },
  trail: ({ page: _, ...asked }, { region }) => [{ region, subject: 'trail', after: asked }],
});

/** The entries as a table for a file, the latest first. */
export const exportTrail = defineQuery({
  name: 'kernel.export-trail',
  input: TrailFilter,
  by: ['auditor', 'operator'],
  async read(scene, asked) {
    const page = { limit: MOST_EXPORTED, offset: 0 };
    return { entries: await findTrail(scene.tx, questionOf(scene, asked), page), region: scene.actor.region };
  },
  trail: ({ page: _, ...asked }, { region, entries }) => [
    { region, subject: 'trail', after: { ...asked, rows: entries.length } },
  ],
});
