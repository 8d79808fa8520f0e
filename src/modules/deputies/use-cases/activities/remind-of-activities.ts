import { RegionCode, dayOf, districtCode, instantText } from '#kernel/contract.ts';
import type { NoticeToTell, Scene } from '#kernel/index.server.ts';
import { yearOf } from '../../domain/moment.ts';
import { daysBetween } from '../../domain/quotas/periods.ts';
import type { GroupStanding } from '../../domain/quotas/quota-table.ts';
import { isLate } from '../../domain/quotas/quotas.ts';
import { findUpcoming } from '../../store/activities/attendance.ts';
import { findLeaders } from '../../store/quotas/counts.ts';
import { standingsOf } from '../quotas/read-quotas.ts';

/** Those invited hear of an activity once more when it is this close. */
const SOON_HOURS = 48;

/** Those invited are reminded of what begins within two days; of one that was moved, once more. */
export async function toInvited({ tx, now }: Scene): Promise<NoticeToTell[]> {
  const until = instantText(Temporal.Instant.from(now).add({ hours: SOON_HOURS }));
  return (await findUpcoming(tx, { from: now, until })).map(({ district, id, region, startsAt, personId }) => ({
    ...{ district, region: RegionCode.parse(region), recipient: { personId } },
    ...{ kind: 'deputies.activity-soon', subject: id, uniqueKey: `activity-soon:${id}:${startsAt}:${personId}` },
  }));
}

/**
 * Whether a leader is told: a quota that is neither planned for nor reached at this pace, once a quarter of its period is
 * over. Before that the pace says nothing.
 */
export function hasGap(standing: Pick<GroupStanding, 'lines' | 'parts'>, today: string): boolean {
  const lines = [...standing.lines, ...standing.parts.flatMap((part) => part.lines)];
  return lines.some((line) => {
    const { fromDay, untilDay } = line;
    return isLate(line) && 4 * daysBetween(fromDay, today) >= daysBetween(fromDay, untilDay);
  });
}

/** Leaders of groups with a gap hear of it once a month. */
export async function toLeaders(scene: Scene): Promise<NoticeToTell[]> {
  const { tx, actor, now } = scene;
  const today = dayOf(now);
  const month = today.slice(0, 7);
  const late = (await standingsOf(scene, { region: actor.region, year: yearOf(now) })).filter((one) =>
    hasGap(one, today),
  );
  const told: NoticeToTell[] = [];
  for (const { key, region, group } of late) {
    const leaders = await findLeaders(tx, { region, group, day: today });
    for (const accountId of leaders) {
      told.push({
        ...{
          district: districtCode(region),
          region,
          recipient: { accountId },
          kind: 'deputies.quota-gap',
          subject: key,
        },
        uniqueKey: `quota-gap:${key}:${month}:${accountId}`,
      });
    }
  }
  return told;
}
