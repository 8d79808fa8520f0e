import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineUseCase } from '#kernel/index.server.ts';
import { RecordAppraisal, WithdrawAppraisal } from '../../contract.ts';
import { isDayOf, requireCounts } from '../../domain/reports/ballots.ts';
import { reportErrors } from '../../domain/reports/report-errors.ts';
import { findAppraisal, findAppraisals, insertAppraisal, withdrawAppraisals } from '../../store/reports/reports.ts';
import { OFFICERS, districtOf, requireOverseen } from '../posts/standing.ts';
import { postsOfYear } from './report-posts.ts';
import { ruleOf } from './report-rule.ts';

/** A post whose appraisal is the actor's to record: never one's own. @throws Problem */
async function requireJudged(scene: Scene, membershipId: string) {
  const post = await requireOverseen(scene, membershipId);
  if (scene.actor.personId === post.personId) throw reportErrors.ownAppraisal();
  return post;
}

/**
 * Records what voters or the electoral unit said of a deputy's year, as counted on the spot. Recorded again, it takes the
 * place of what was recorded before.
 */
export const recordAppraisal = defineUseCase({
  name: 'deputies.record-appraisal',
  input: RecordAppraisal,
  by: OFFICERS,
  async run(scene, { membershipId, year, ...counted }) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    const { hasAppraisal } = await ruleOf(scene);
    if (!hasAppraisal) throw reportErrors.appraisalOff();
    const { personId, region } = await requireJudged(scene, membershipId);
    const posts = await postsOfYear(scene, personId, year);
    if (!posts.some((post) => post.membershipId === membershipId)) throw reportErrors.noPostThen(year);
    if (!isDayOf(year, counted.day, dayOf(scene.now))) throw reportErrors.notThen(year);
    requireCounts(counted);
    const before = (await findAppraisals(tx, { district, year, membershipIds: [membershipId] })).get(membershipId);
    await withdrawAppraisals(tx, { district, membershipId, year, at: recordedAt });
    const row = { id: scene.newId(), membershipId, region, year, ...counted };
    await insertAppraisal(tx, { district, personId, account: actor.id, at: recordedAt }, row);
    return {
      result: { id: row.id },
      record: [],
      trail: [{ region, subject: membershipId, before: { ...before }, after: { year, ...counted } }],
    };
  },
});

/** Withdraws an appraisal that was recorded by mistake. */
export const withdrawAppraisal = defineUseCase({
  name: 'deputies.withdraw-appraisal',
  input: WithdrawAppraisal,
  by: OFFICERS,
  async run(scene, { appraisalId }) {
    const { tx, recordedAt } = scene;
    const district = districtOf(scene);
    const found = await findAppraisal(tx, district, appraisalId);
    if (found === undefined) throw reportErrors.unknownAppraisal();
    const { membershipId, year, region } = found;
    await requireJudged(scene, membershipId);
    await withdrawAppraisals(tx, { district, membershipId, year, at: recordedAt });
    return {
      result: { id: appraisalId },
      record: [],
      trail: [{ region, subject: membershipId, before: { ...found }, after: { isWithdrawn: true } }],
    };
  },
});
