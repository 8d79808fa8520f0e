import { z } from 'zod';
import { type Scene, defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { type ReportRule, SHIPPED_OBJECTION_DAYS, SetReportRule } from '../../contract.ts';
import { findReportRule, saveReportRule } from '../../store/reports/reports.ts';
import { OFFICERS, districtOf } from '../posts/standing.ts';

/** A district that has not said holds appraisals. */
export async function ruleOf(scene: Scene): Promise<ReportRule> {
  const shipped = { hasAppraisal: true, objectionDays: SHIPPED_OBJECTION_DAYS };
  return (await findReportRule(scene.tx, districtOf(scene))) ?? shipped;
}

export const readReportRule = defineQuery({
  name: 'deputies.read-report-rule',
  input: z.strictObject({}),
  by: [...OFFICERS, 'auditor'],
  read: (scene) => ruleOf(scene),
});

/** Says whether reports are appraised in the district, and how many working days there are to object to a role model. */
export const setReportRule = defineUseCase({
  name: 'deputies.set-report-rule',
  input: SetReportRule,
  by: ['operator', 'district-officer'],
  async run(scene, rule) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    const before = await ruleOf(scene);
    await saveReportRule(tx, { district, account: actor.id, at: recordedAt }, rule);
    return { result: rule, record: [], trail: [{ region: actor.region, subject: district, before, after: rule }] };
  },
});
