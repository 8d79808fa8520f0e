import { type Day, dayOf, districtCode } from '#kernel/contract.ts';
import { type Scene, findCalendar } from '#kernel/index.server.ts';
import { horizonOf, receptionsOf } from '../../domain/stations/reception-days.ts';
import type { StoredRule } from '../../store/stations/receptions.ts';

/** No holiday moves a reception further than that. */
const BEFORE = { days: 40 } as const;
/** The next reception of a rule lies within so many days, even where one is dropped. */
const AHEAD = { days: 200 } as const;

interface Wanted {
  /** `all`: since the rule began; `coming`: what lies ahead; `next`: no more than what comes next. */
  readonly wants: 'all' | 'coming' | 'next';
}

/** Receptions of some rules, by rule, up to the end of next year at the latest. */
export async function receptionsByRule(
  scene: Pick<Scene, 'tx' | 'actor' | 'now'>,
  rules: readonly StoredRule[],
  { wants }: Wanted,
) {
  const today = dayOf(scene.now);
  const day = Temporal.PlainDate.from(today);
  const until = wants === 'next' ? day.add(AHEAD).toString() : horizonOf(today);
  const since = wants === 'all' ? undefined : day.subtract(BEFORE).toString();
  const calendar = await findCalendar(scene.tx, districtCode(scene.actor.region));
  return rules.map((rule) => ({ rule, until, ...receptionsOf(rule, rule.exceptions, { calendar, until, since }) }));
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
