import { z } from 'zod';
import { RegionCode, dayOf, districtCode } from '#kernel/contract.ts';
import { type NoticeToTell, type Scene, defineUseCase, enqueueNotices } from '#kernel/index.server.ts';
import { isWorthALetter, remindersOf, weekOf } from '../../domain/life/reminders.ts';
import { countWaiting, findWatched } from '../../store/reminders/watched.ts';

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

function letter(to: 'town' | 'district', town: RegionCode, week: string): NoticeToTell {
  const district = districtCode(town);
  const region = to === 'town' ? town : RegionCode.parse(`${district}000000`);
  const role = to === 'town' ? 'town-officer' : 'district-officer';
  return {
    ...{ district, region, recipient: { roleIn: { role, region } } },
    ...{ kind: 'deputies.letter-of-the-week', subject: region, uniqueKey: `letter:${region}:${week}` },
  };
}

async function toOffices({ tx, actor, now }: Scene): Promise<NoticeToTell[]> {
  const week = weekOf(dayOf(now));
  const towns = await countWaiting(tx, { region: actor.region, today: dayOf(now) });
  const letters = towns.flatMap((one) => [
    ...(isWorthALetter(one, 'town') ? [letter('town', one.town, week)] : []),
    ...(isWorthALetter(one, 'district') ? [letter('district', one.town, week)] : []),
  ]);
  return [...new Map(letters.map((one) => [one.uniqueKey, one])).values()];
}

/**
 * Each day: authors are reminded before and after the due day, and of what has stalled; each office has a letter a week of
 * what waits, and the district of what has been overdue for more than a month. Each occasion is told once, however
 * often this runs. @returns how many notices are new
 */
export const remind = defineUseCase({
  name: 'deputies.remind',
  input: z.strictObject({}),
  by: ['clock'],
  isQuiet: true,
  async run(scene) {
    const told = await enqueueNotices(scene, [...(await toAuthors(scene)), ...(await toOffices(scene))]);
    return { result: { told }, record: [], trail: [] };
  },
});
