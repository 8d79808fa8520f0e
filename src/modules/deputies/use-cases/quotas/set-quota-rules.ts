import { type RegionCode, districtCode, isWithin, regionLevel } from '#kernel/contract.ts';
import { type Actor, defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { QuotaRulesFilter, SHIPPED_QUOTAS, SetQuotaRules } from '../../contract.ts';
import { quotaErrors } from '../../domain/activities/activity-errors.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import { contradictionIn } from '../../domain/quotas/contradictions.ts';
import { rulesFor } from '../../domain/quotas/quota-table.ts';
import { findRuleSets, findVersions, insertRuleSet } from '../../store/quotas/rule-sets.ts';
import { ACTIVITY_READERS } from '../activities/shared.ts';

const SETTERS = ['operator', 'district-officer', 'town-officer'] as const;

/** Of the district as a whole, or of one of its towns, within the actor's region. */
function maySet({ role, region: own }: Actor, region: RegionCode): boolean {
  const isOne = ['district', 'town'].includes(regionLevel(region)) || region.slice(6) === '000000';
  return isOne && SETTERS.some((setter) => setter === role) && isWithin(region, own);
}

/**
 * Sets the rules of a region for a year: a new version, the old ones stay to be read.
 * @throws Problem `invalid` for rules that contradict each other, in words
 */
export const setQuotaRules = defineUseCase({
  name: 'deputies.set-quota-rules',
  input: SetQuotaRules,
  by: SETTERS,
  async run(scene, { region, year, revision, rules }) {
    const { tx, actor, recordedAt } = scene;
    if (!isWithin(region, actor.region)) throw listErrors.unknownTown(region);
    if (!maySet(actor, region)) throw quotaErrors.notYours();
    const contradiction = contradictionIn(rules);
    if (contradiction !== undefined) throw quotaErrors.contradiction(contradiction);
    const district = districtCode(region);
    const [latest] = await findVersions(tx, { district, region, year });
    if ((latest?.version ?? 0) !== revision) throw quotaErrors.changedMeanwhile();
    const set = { region, year, version: revision + 1, rules, recordedAt, account: actor.id };
    if (!(await insertRuleSet(tx, district, set))) throw quotaErrors.changedMeanwhile();
    return {
      result: { version: set.version },
      record: [
        { region, event: 'quota-rules.set', subject: `${region}:${year}`, facts: { year, version: set.version } },
      ],
      trail: [{ region, subject: `${region}:${year}`, before: { rules: latest?.rules ?? null }, after: { rules } }],
    };
  },
});

/** The rules of a region for a year as they hold, where they come from, and the versions before. */
export const readQuotaRules = defineQuery({
  name: 'deputies.read-quota-rules',
  input: QuotaRulesFilter,
  by: ACTIVITY_READERS,
  async read({ tx, actor, now }, asked) {
    const region = asked.town ?? actor.region;
    if (!isWithin(region, actor.region)) throw listErrors.unknownTown(region);
    const year = asked.year ?? yearOf(now);
    const district = districtCode(region);
    const sets = await findRuleSets(tx, { district, year });
    const versions = await findVersions(tx, { district, region, year });
    const own = sets.find((set) => set.region === region);
    const above = sets.find((set) => set.region !== region && set.region.slice(6) === '000000');
    const from = own ?? above;
    return {
      ...{ region, year, rules: rulesFor(region, sets), shipped: SHIPPED_QUOTAS },
      /** Whose rules they are, and of which year: null for those that are shipped. */
      source: from === undefined ? null : { region: from.region, year: from.year },
      ...{ revision: versions[0]?.version ?? 0, versions, maySet: maySet(actor, region) },
    };
  },
});
