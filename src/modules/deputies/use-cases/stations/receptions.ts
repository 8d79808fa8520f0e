import { type Day, dayOf, districtCode } from '#kernel/contract.ts';
import { type Scene, findCalendar } from '#kernel/index.server.ts';
import { horizonOf, receptionsOf } from '../../domain/stations/reception-days.ts';
import type { StoredRule } from '../../store/stations/receptions.ts';

/** All receptions of some rules up to the end of next year, by rule. */
export async function receptionsByRule(scene: Pick<Scene, 'tx' | 'actor' | 'now'>, rules: readonly StoredRule[]) {
  const until = horizonOf(dayOf(scene.now));
  const calendar = await findCalendar(scene.tx, districtCode(scene.actor.region));
  return rules.map((rule) => ({ rule, until, ...receptionsOf(rule, rule.exceptions, { calendar, until }) }));
}

export type RuleReceptions = Awaited<ReturnType<typeof receptionsByRule>>[number];

/** The receptions from a day on, of all rules together, in their order. */
export function comingFrom(all: readonly RuleReceptions[], day: Day, limit: number) {
  return all
    .flatMap(({ rule, days }) =>
      days
        .filter((one) => one.day >= day)
        .map((one) => ({
          ...one,
          stationId: rule.stationId,
          deputies: rule.deputies.map(({ personId, name }) => ({ personId, name })),
          ruleNote: rule.note,
        })),
    )
    .toSorted((one, other) => (`${one.day} ${one.starts}` < `${other.day} ${other.starts}` ? -1 : 1))
    .slice(0, limit);
}
