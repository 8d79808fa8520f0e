import { defineUseCase } from '#kernel/index.server.ts';
import { DropReceptionRule, SetReceptionRule } from '../../contract.ts';
import { flawOf } from '../../domain/stations/reception-days.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { type StoredRule, deleteRule, saveRule } from '../../store/stations/receptions.ts';
import { findStationPosts } from '../../store/stations/stations.ts';
import { KEEPERS, requireOwnRule, requireOwnStation, thisMoment } from './standing.ts';

/** What the pattern does not ask for is left out, so that two rules that say the same look the same. */
function patternOf({ pattern, weekdays, everyWeeks, monthDay, nth }: SetReceptionRule) {
  return {
    pattern,
    everyWeeks: pattern === 'weekly' ? everyWeeks : 1,
    weekdays: pattern === 'monthly-day' ? [] : [...new Set(weekdays)].toSorted((one, other) => one - other),
    monthDay: pattern === 'monthly-day' ? monthDay : null,
    nth: pattern === 'monthly-weekday' ? nth : null,
  };
}

function saidOf(rule: Omit<StoredRule, 'id' | 'stationId' | 'region' | 'changedAt' | 'exceptions' | 'deputies'>) {
  const { pattern, weekdays, everyWeeks, monthDay, nth, starts, ends, fromDay, untilDay, onHoliday, note } = rule;
  return { pattern, weekdays, everyWeeks, monthDay, nth, starts, ends, fromDay, untilDay, onHoliday, note };
}

/** Says on which days a station receives, who does, and what a holiday does to it. */
export const setReceptionRule = defineUseCase({
  name: 'deputies.set-reception-rule',
  input: SetReceptionRule,
  by: KEEPERS,
  async run(scene, asked) {
    const { tx, actor, newId, recordedAt } = scene;
    const known = asked.ruleId === null ? undefined : (await requireOwnRule(scene, asked.ruleId)).rule;
    const station = await requireOwnStation(scene, asked.stationId);
    if (known !== undefined && known.stationId !== station.id) throw stationErrors.unknownRule();
    const rule = { ...saidOf({ ...asked, ...patternOf(asked) }), id: known?.id ?? newId() };
    const flaw = flawOf(rule);
    if (flaw !== undefined) throw stationErrors.ruleFlawed(flaw);
    const membershipIds = [...new Set(asked.membershipIds)];
    const of = { region: actor.region, moment: thisMoment(scene), stationIds: [station.id] };
    const attached = new Set((await findStationPosts(tx, of)).map((post) => post.membershipId));
    // Who was chosen before and has left since does not stand in the way.
    for (const { membershipId } of known?.deputies ?? []) attached.add(membershipId);
    if (!membershipIds.every((id) => attached.has(id))) throw stationErrors.notOfStation();
    const { region } = station;
    await saveRule(tx, recordedAt, { rule: { ...rule, stationId: station.id, region }, membershipIds });
    const before = known === undefined ? {} : { before: saidOf(known) };
    // A note may name somebody; the public record keeps none.
    const { note: _note, ...facts } = saidOf(rule);
    return {
      result: { ruleId: rule.id },
      record: [{ region, event: 'reception.set', subject: rule.id, facts: { stationId: station.id, ...facts } }],
      trail: [{ region, subject: station.id, ...before, after: { ...saidOf(rule), membershipIds } }],
    };
  },
});

/** Takes a rule away that should not have been there; one that ends is given its last day. */
export const dropReceptionRule = defineUseCase({
  name: 'deputies.drop-reception-rule',
  input: DropReceptionRule,
  by: KEEPERS,
  async run(scene, { ruleId }) {
    const { rule, station } = await requireOwnRule(scene, ruleId);
    await deleteRule(scene.tx, rule);
    const { region } = station;
    return {
      result: { stationId: station.id },
      record: [{ region, event: 'reception.dropped', subject: rule.id, facts: { stationId: station.id } }],
      trail: [{ region, subject: station.id, before: saidOf(rule) }],
    };
  },
});
