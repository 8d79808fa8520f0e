import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { RegionCode, districtCode } from '#kernel/contract.ts';
import { type Stage, perform } from '#kernel/index.server.ts';
import { RoleModelCriterion, type RoleModelState } from '#modules/deputies/contract.ts';
import { recordAppraisal } from '#modules/deputies/index.server.ts';
import { NOW, type TestPost, operatorOf } from './deputies.ts';

type Db = Pick<Stage, 'database'>;
type Seat = Pick<TestPost, 'id' | 'personId' | 'region'>;
const districtOf = ({ region }: Pick<Seat, 'region'>) => districtCode(RegionCode.parse(region));

/** What the form for an appraisal says. */
export const APPRAISED = {
  ...{ year: 2020, day: '2020-10-20', place: '村活动室', eligible: 100, present: 80 },
  ...{ satisfied: 60, basically: 15, dissatisfied: 3, abstained: 1 },
};

/** An appraisal, as the operator records it. @returns its id */
export async function anAppraisal(stage: Stage, post: Seat): Promise<string> {
  const operator = operatorOf(`${districtOf(post)}000000`);
  const input = { membershipId: post.id, ...APPRAISED };
  return (await perform(stage, operator, { useCase: recordAppraisal, input })).id;
}

/** The rows of a report of 2020, written beside the use cases: own words, and an appraisal. */
export async function reportRows({ database }: Db, post: Seat, text: string): Promise<void> {
  await sql`
    insert into deputies.duty_words (district_code, id, region, person_id, membership_id, year, version, text, by_account,
      recorded_at)
    values (${districtOf(post)}, ${randomUUID()}, ${post.region}, ${post.personId}, ${post.id}, 2020, 1, ${text}, 'test',
      ${NOW})`.execute(database);
  await sql`
    insert into deputies.appraisal (district_code, id, region, person_id, membership_id, year, day, place, eligible, present,
      satisfied, basically, dissatisfied, abstained, by_account, recorded_at)
    values (${districtOf(post)}, ${randomUUID()}, ${post.region}, ${post.personId}, ${post.id}, 2020, '2020-10-20', '村委会',
      100, 80, 60, 15, 3, 1, 'test', ${NOW})`.execute(database);
}

/** The rows of a role model with an objection, written beside the use cases. */
export async function roleModelRow(
  { database }: Db,
  post: Seat,
  of: { readonly state: RoleModelState; readonly evidence?: string; readonly objector?: string },
): Promise<{ readonly id: string; readonly objectionId: string }> {
  const [id, objectionId, district] = [randomUUID(), randomUUID(), districtOf(post)];
  const isPublished = of.state !== 'nominated';
  await sql`
    insert into deputies.role_model (district_code, id, region, person_id, membership_id, field, year, title, deeds, criteria,
      state, notice_from, notice_until, recognised_day, by_account, recorded_at, changed_at)
    values (${district}, ${id}, ${post.region}, ${post.personId}, ${post.id}, 'poverty', 2020, '带动养牛增收',
      '带动18户养牛增收', ${RoleModelCriterion.options}::text[], ${of.state}, ${isPublished ? '2020-10-10' : null},
      ${isPublished ? '2020-10-28' : null}, ${of.state === 'recognised' ? '2020-10-28' : null}, 'test', ${NOW}, ${NOW})
    `.execute(database);
  if (of.evidence !== undefined) {
    await sql`
      insert into deputies.role_model_evidence (district_code, role_model_id, region, kind, evidence_id)
      values (${district}, ${id}, ${post.region}, 'commitment', ${of.evidence})`.execute(database);
  }
  await sql`
    insert into deputies.role_model_objection (district_code, id, role_model_id, region, day, objector, text, by_account,
      recorded_at)
    values (${district}, ${objectionId}, ${id}, ${post.region}, '2020-10-20', ${of.objector ?? '某人'}, '户数不实', 'test',
      ${NOW})`.execute(database);
  return { id, objectionId };
}
