import { districtCode, isWithin } from '#kernel/contract.ts';
import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { DutyFilter } from '../../contract.ts';
import { DUTY_READERS, mayLog } from '../../domain/duties/permission.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import { type DutyQuestion, findDuties, findDutyYears, unitOf } from '../../store/duties/duties.ts';
import { findThemes } from '../../store/duties/themes.ts';
import { pageOf } from '../lists/question.ts';
import { shownDuties, shownDuty } from './shared.ts';

const PAGE_SIZE = 50;
/** More than a district has in a year; a file of more is for nobody. */
const MOST_EXPORTED = 50_000;

/** Without a year that is asked for, the running one. */
function questionFor({ actor, now }: Scene, { page: _, ...asked }: DutyFilter): DutyQuestion & { year: number } {
  const { town } = asked;
  if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
  return { ...asked, year: asked.year ?? yearOf(now), region: actor.region, unit: unitOf(actor) };
}

/** What the deputies of a region have done besides commitments and activities, the latest first, a page of it. */
export const findOfficeDuties = defineQuery({
  name: 'deputies.find-office-duties',
  input: DutyFilter,
  by: DUTY_READERS,
  async read(scene, asked) {
    const { tx, actor } = scene;
    const question = questionFor(scene, asked);
    const { total, items } = await findDuties(tx, question, { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE });
    const years = await findDutyYears(tx, { region: actor.region, unit: question.unit });
    return {
      ...{ year: question.year, years: [...new Set([...years, question.year])].toSorted((one, other) => other - one) },
      themes: await findThemes(tx, districtCode(actor.region), question.year),
      ...pageOf(total, asked.page, PAGE_SIZE),
      items: await shownDuties(scene, items, (row) => ({ isMine: mayLog(actor, row) })),
    };
  },
});

/** The same on all of its pages, for a file. */
export const exportDuties = defineQuery({
  name: 'deputies.export-duties',
  input: DutyFilter,
  by: DUTY_READERS,
  async read(scene, asked) {
    const question = questionFor(scene, asked);
    const { items } = await findDuties(scene.tx, question, { limit: MOST_EXPORTED, offset: 0 });
    return { year: question.year, items: items.map((row) => shownDuty(row)), region: scene.actor.region };
  },
  trail: ({ page: _, ...asked }, { items, region }) => [
    { region, subject: 'duties', after: { ...asked, rows: items.length } },
  ],
});
