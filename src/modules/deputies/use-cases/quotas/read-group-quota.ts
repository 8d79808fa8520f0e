import { RegionCode, dayOf, districtCode, isWithin, typed } from '#kernel/contract.ts';
import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { z } from 'zod';
import { Year } from '../../contract.ts';
import { activityErrors } from '../../domain/activities/activity-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import { rulesFor } from '../../domain/quotas/quota-table.ts';
import { attendanceRate, lineOn, quotaLines } from '../../domain/quotas/quotas.ts';
import { type Member, findMembers } from '../../store/activities/groups.ts';
import { type OwnRow, findOwnCounts, findRatesByYear } from '../../store/quotas/counts.ts';
import { findRuleSets } from '../../store/quotas/rule-sets.ts';
import { ACTIVITY_READERS, membersFor, unitOf } from '../activities/shared.ts';
import { standingsOf } from './read-quotas.ts';

/** `regionCode:groupName` */
const GroupKey = typed({ max: 120 }).regex(/^\d{12}:.+$/, { message: 'must be a region and a group' });

interface Of {
  readonly region: RegionCode;
  readonly group: string;
  readonly year: number;
}

/** What each member owes and has attended, and how often of how many invitations to what was held. */
async function dutiesOf({ tx, now }: Scene, { region, group, year }: Of, members: readonly Member[]) {
  const rules = rulesFor(region, await findRuleSets(tx, { district: districtCode(region), year }));
  const own = Map.groupBy(await findOwnCounts(tx, { region, year, group }), (row) => row.membershipId);
  const today = dayOf(now);
  return members.map((member) => {
    const rows: readonly OwnRow[] = own.get(member.membershipId) ?? [];
    const subject = { ...member, who: 'deputy' as const };
    const activities = rows.filter((row) => !row.isHeld || row.attended);
    const duties = rules.filter(({ who }) => who === 'deputy');
    const lines = duties.map((rule) => lineOn(quotaLines(rule, subject, { year, today, activities }), today));
    const held = rows.filter((row) => row.isHeld);
    const attended = held.filter((row) => row.attended).length;
    return {
      ...{ personId: member.personId, membershipId: member.membershipId, name: member.name, level: member.level },
      ...{ activityGroup: member.activityGroup, isHeld: member.isHeld },
      lines: lines.filter((line) => line !== undefined),
      ...{ held: held.length, attended, rate: attendanceRate(attended, held.length) },
    };
  });
}

/** One deputy group: its quotas, its members with what each attended, and its attendance year by year. */
export const readGroupQuota = defineQuery({
  name: 'deputies.read-group-quota',
  input: z.strictObject({ group: GroupKey, year: Year.optional() }),
  by: ACTIVITY_READERS,
  async read(scene, asked) {
    const { tx, actor, now } = scene;
    const [region, group] = [RegionCode.parse(asked.group.slice(0, 12)), asked.group.slice(13)];
    const unit = unitOf(actor);
    const isTheirs = isWithin(region, actor.region) && (unit === undefined || unit === group);
    if (!isTheirs) throw activityErrors.unknownGroup(group);
    const year = asked.year ?? yearOf(now);
    const standing = (await standingsOf(scene, { region, year, group })).find((one) => one.region === region);
    if (standing === undefined) throw activityErrors.unknownGroup(group);
    const members = await findMembers(tx, { region, year, day: dayOf(now), groups: [group] });
    const of = { region, year, day: dayOf(now), units: [{ group, activityGroup: null }] };
    return {
      ...{ year, standing, asOf: now },
      members: await dutiesOf(scene, { region, group, year }, members),
      years: (await findRatesByYear(tx, { region, group })).map((row) => ({
        ...{ ...row, rate: attendanceRate(row.attended, row.invited) },
      })),
      mayOrganise:
        actor.role !== 'auditor' &&
        (await membersFor(scene, of).then(
          () => true,
          () => false,
        )),
    };
  },
});
