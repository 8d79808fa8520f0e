import { z } from 'zod';
import { RegionCode, dayOf, districtCode } from '#kernel/contract.ts';
import { type NoticeToTell, type Scene, defineUseCase, enqueueNotices } from '#kernel/index.server.ts';
import { remindersOf, weekOf } from '../../domain/life/reminders.ts';
import { type Office, waitingOfOffices } from '../../domain/office/whose-turn.ts';
import { findLongOverdue, findTasks } from '../../store/reminders/tasks.ts';
import { countLate, findWatched } from '../../store/reminders/watched.ts';
import { toInvited, toLeaders } from '../activities/remind-of-activities.ts';

const districtOf = (town: RegionCode): RegionCode => RegionCode.parse(`${districtCode(town)}000000`);

async function toAuthors({ tx, actor, now }: Scene): Promise<NoticeToTell[]> {
  const watched = await findWatched(tx, { region: actor.region, today: dayOf(now) });
  return watched.flatMap((one) =>
    remindersOf(one, now).map(({ kind, key }) => ({
      district: one.district,
      region: RegionCode.parse(one.region),
      recipient: { personId: one.personId },
      kind: `deputies.${kind}`,
      subject: one.id,
      uniqueKey: key,
    })),
  );
}

function toOffice({ role, region }: Office, kind: string, key: string): NoticeToTell {
  const district = districtCode(region);
  return { district, region, recipient: { roleIn: { role, region } }, kind, subject: region, uniqueKey: key };
}

/** Each office that something waits for: at once of what is new, and once a week of all that is there. */
async function toOffices({ tx, actor, now }: Scene): Promise<NoticeToTell[]> {
  const [week, today] = [weekOf(dayOf(now)), dayOf(now)];
  const waiting = waitingOfOffices(await findTasks(tx, actor.region));
  const offices = new Map<RegionCode, Office>(waiting.map(({ role, region }) => [region, { role, region }]));
  for (const role of ['town-officer', 'district-officer'] as const) {
    const late = await countLate(tx, { region: actor.region, today, role });
    for (const { town, overdue, stalled } of late) {
      const region = role === 'town-officer' ? town : districtOf(town);
      if (overdue + stalled > 0) offices.set(region, { role, region });
    }
  }
  return [
    ...waiting.map((one) => toOffice(one, 'deputies.waits-for-you', `waits:${one.region}:${one.newest}`)),
    ...[...offices.values()].map((one) => toOffice(one, 'deputies.letter-of-the-week', `letter:${one.region}:${week}`)),
  ];
}

/** The district hears of each that has been overdue for more than a month, once. */
async function toDistricts({ tx, actor, now }: Scene): Promise<NoticeToTell[]> {
  const late = await findLongOverdue(tx, { region: actor.region, today: dayOf(now) });
  return late.map(({ district, id, dueDay }) => {
    const region = RegionCode.parse(`${district}000000`);
    const recipient = { roleIn: { role: 'district-officer' as const, region } };
    return {
      district,
      region,
      recipient,
      kind: 'deputies.escalated',
      subject: id,
      uniqueKey: `escalated:${id}:${dueDay}`,
    };
  });
}

/**
 * Each day: authors are reminded before and after the due day, and of what has stalled; each office hears
 * at once of what newly waits for it and has a letter a week of all that does, and the district hears of what has been
 * overdue for more than a month. Each occasion is told once, however
 * often this runs. @returns how many notices are new
 */
export const remind = defineUseCase({
  name: 'deputies.remind',
  input: z.strictObject({}),
  by: ['clock'],
  isQuiet: true,
  async run(scene) {
    const told = await enqueueNotices(scene, [
      ...(await toAuthors(scene)),
      ...(await toOffices(scene)),
      ...(await toDistricts(scene)),
      ...(await toInvited(scene)),
      ...(await toLeaders(scene)),
    ]);
    return { result: { told }, record: [], trail: [] };
  },
});
