import { isWithin } from '#kernel/contract.ts';
import type { Actor, Scene } from '#kernel/index.server.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { mayKeepStation } from '../../domain/stations/permission.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { type StoredRule, findRule } from '../../store/stations/receptions.ts';
import { type Station, findStation } from '../../store/stations/stations.ts';

/** Who looks after stations; a clerk after their own. */
export const KEEPERS = ['operator', 'district-officer', 'town-officer', 'station-clerk'] as const;
export const READERS = [...KEEPERS, 'group-leader', 'auditor'] as const;

/** Of a clerk the one station that is theirs. */
export function unitOf({ role, unit = '' }: Actor): string | undefined {
  return role === 'station-clerk' ? unit : undefined;
}

export function thisMoment({ now }: Pick<Scene, 'now'>) {
  return momentOf({ year: yearOf(now), asOf: undefined }, now);
}

/** A station that the actor sees; a clerk sees no other than their own. @throws Problem `not-found` */
export async function requireStation({ tx, actor }: Scene, stationId: string): Promise<Station> {
  const station = await findStation(tx, actor.region, stationId);
  const unit = unitOf(actor);
  const isSeen = station !== undefined && isWithin(station.region, actor.region);
  if (!isSeen || (unit !== undefined && unit !== station.name)) throw stationErrors.unknown();
  return station;
}

/** A station that the actor may change. @throws Problem `not-found` or `forbidden` */
export async function requireOwnStation(scene: Scene, stationId: string): Promise<Station> {
  const station = await requireStation(scene, stationId);
  if (!mayKeepStation(scene.actor, station)) throw stationErrors.notYours();
  return station;
}

/** A rule of a station that the actor may change. @throws Problem `not-found` or `forbidden` */
export async function requireOwnRule(
  scene: Scene,
  ruleId: string,
): Promise<{ readonly rule: StoredRule; readonly station: Station }> {
  const rule = await findRule(scene.tx, scene.actor.region, ruleId);
  if (rule === undefined) throw stationErrors.unknownRule();
  return { rule, station: await requireOwnStation(scene, rule.stationId) };
}
