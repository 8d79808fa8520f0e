import { dayOf, districtCode } from '#kernel/contract.ts';
import { type Scene, defineUseCase, findCalendar } from '#kernel/index.server.ts';
import { SetReceptionException } from '../../contract.ts';
import { horizonOf, isPlanned, receptionsOf } from '../../domain/stations/reception-days.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { type StoredRule, deleteException, saveException } from '../../store/stations/receptions.ts';
import { KEEPERS, requireOwnRule } from './standing.ts';

type Asked = SetReceptionException & { readonly kind: NonNullable<SetReceptionException['kind']> };

/** @throws Problem `invalid` or `conflict` for a day of which this cannot be said */
async function requirePossible(scene: Scene, rule: StoredRule, asked: Asked): Promise<void> {
  const { day, kind, toDay, starts, ends } = asked;
  const until = horizonOf(dayOf(scene.now));
  for (const one of [day, toDay ?? day]) if (one > until) throw stationErrors.tooFarAhead(one);
  if ((starts ?? rule.starts) >= (ends ?? rule.ends)) throw stationErrors.ruleFlawed('hours');
  if (kind === 'moved' && toDay === null) throw stationErrors.noDayToMoveTo();
  if (kind !== 'added') {
    if (!isPlanned(rule, day)) throw stationErrors.notPlanned(day);
    if (kind === 'cancelled') return;
  }
  const calendar = await findCalendar(scene.tx, districtCode(scene.actor.region));
  const others = rule.exceptions.filter((exception) => exception.day !== day);
  const { days } = receptionsOf(rule, others, { calendar, until });
  const target = toDay ?? day;
  if (days.some((one) => one.day === target && one.plannedDay !== day)) throw stationErrors.plannedAlready(target);
  if (kind === 'added' && isPlanned(rule, day)) throw stationErrors.plannedAlready(day);
}

/** Calls off, moves or adds a reception of a single day, in spite of the rule and the calendar; or takes that back. */
export const setReceptionException = defineUseCase({
  name: 'deputies.set-reception-exception',
  input: SetReceptionException,
  by: KEEPERS,
  async run(scene, { ruleId, ...asked }) {
    const { tx, recordedAt } = scene;
    const { rule, station } = await requireOwnRule(scene, ruleId);
    const known = rule.exceptions.find(({ day }) => day === asked.day);
    const of = { rule, changedAt: recordedAt };
    const { kind, day, note } = asked;
    // Hours are given as a pair, and what is called off has none.
    const isTimed = kind !== 'cancelled' && (asked.starts !== null || asked.ends !== null);
    const starts = isTimed ? (asked.starts ?? rule.starts) : null;
    const ends = isTimed ? (asked.ends ?? rule.ends) : null;
    const toDay = kind === 'moved' ? asked.toDay : null;
    if (kind === null) await deleteException(tx, of, day);
    else {
      await requirePossible(scene, rule, { ruleId, kind, day, note, starts, ends, toDay });
      await saveException(tx, of, { kind, day, note, starts, ends, toDay });
    }
    const { region } = station;
    const facts = { stationId: station.id, day, kind: kind ?? 'as-planned', toDay };
    return {
      result: { stationId: station.id },
      record: [{ region, event: 'reception.changed', subject: rule.id, facts }],
      trail: [
        {
          ...{ region, subject: station.id },
          ...(known === undefined ? {} : { before: { ...known } }),
          after: { day, kind, toDay, starts, ends, note },
        },
      ],
    };
  },
});
