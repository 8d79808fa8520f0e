import { defineUseCase } from '#kernel/index.server.ts';
import { OfficeRule } from '../../contract.ts';
import { findOfficeRule, saveOfficeRule } from '../../store/office/rule.ts';

/** Says after how many days a commitment is stalled, and how long before its day it is due soon, in the whole district. */
export const setOfficeRule = defineUseCase({
  name: 'deputies.set-office-rule',
  input: OfficeRule,
  by: ['district-officer', 'operator'],
  async run({ tx, actor }, rule) {
    const { region } = actor;
    const before = await findOfficeRule(tx, region);
    await saveOfficeRule(tx, region, rule);
    return { result: undefined, record: [], trail: [{ region, subject: 'office-rule', before, after: rule }] };
  },
});
