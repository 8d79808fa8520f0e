import { RegionCode, districtCode } from '#kernel/contract.ts';
import { type Scene, findAttachments } from '#kernel/index.server.ts';
import { DutyTask, type Duty, type DutyPhoto } from '../../contract.ts';
import { dutyErrors } from '../../domain/duties/duty-errors.ts';
import { DUTY_SUBJECT } from '../../domain/duties/duty.ts';
import { mayLog } from '../../domain/duties/permission.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { townLabel } from '../../domain/town-label.ts';
import { type DutyRow, findDuty } from '../../store/duties/duties.ts';
import { findThemes } from '../../store/duties/themes.ts';
import { type VillageRow, findVillagesOf } from '../../store/duties/villages.ts';

export function shownDuty(row: DutyRow, photos: readonly DutyPhoto[] = []): Duty {
  const { id, membershipId, personId, name, kind, day, untilDay, village, households, unnumbered, people } = row;
  const { place, topics, task, themes, note, isOnBehalf } = row;
  return {
    ...{ id, membershipId, personId, name, kind, day, untilDay, village, households, unnumbered, people },
    ...{ place, topics, themes, note, isOnBehalf, photos, town: townLabel(row.townName) },
    task: task === null ? null : DutyTask.parse(task),
  };
}

/** Duties as a list shows them, each with the photos that the actor may see and with what else is said of its row. */
export async function shownDuties<More extends object>(
  { tx, actor }: Pick<Scene, 'tx' | 'actor'>,
  rows: readonly DutyRow[],
  more: (row: DutyRow) => More,
): Promise<(Duty & More)[]> {
  const subjectIds = rows.map(({ id }) => id);
  const sought = { subjectKind: DUTY_SUBJECT, subjectIds, audience: actor, withRefused: true };
  const photos = await findAttachments(tx, sought);
  return rows.map((row) => ({ ...shownDuty(row, photos.get(row.id)), ...more(row) }));
}

/** A duty that is the actor's to change. @throws Problem `not-found` or `forbidden` */
export async function getOwnDuty({ tx, actor }: Scene, dutyId: string): Promise<DutyRow> {
  const row = await findDuty(tx, dutyId, actor.region);
  if (row === undefined || row.withdrawnAt !== null) throw dutyErrors.unknown();
  const belonging = { ...row, region: RegionCode.parse(row.region) };
  const isReader = actor.role === 'operator' || standingOf(actor, belonging) !== undefined;
  if (!isReader) throw dutyErrors.unknown();
  if (!mayLog(actor, belonging)) throw dutyErrors.notYours();
  return row;
}

/** What a form for a duty offers: the villages of the towns, and what the year is about. */
export async function choicesOf(
  { tx, actor }: Pick<Scene, 'tx' | 'actor'>,
  of: { readonly towns: readonly string[]; readonly year: number },
) {
  const villages = await findVillagesOf(tx, of.towns);
  const shown = ({ id, region, name, townName, householdCount }: VillageRow) => ({
    ...{ id, region, name, householdCount, town: townLabel(townName) },
  });
  return { villages: villages.map(shown), themes: await findThemes(tx, districtCode(actor.region), of.year) };
}
