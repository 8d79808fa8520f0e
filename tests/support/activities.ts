import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { RegionCode, districtCode } from '#kernel/contract.ts';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import type { ActivityKind } from '#modules/deputies/contract.ts';
import { planActivity, readOfficeActivity } from '#modules/deputies/index.server.ts';
import { type GivenPost, type TestPost, SHIQIAO, aPost, operatorOf } from './deputies.ts';

export const GROUP = '石桥镇代表小组';
export const KEY = 'a secret of the installation';

/** A deputy of a group, and of an activity group in it. */
export async function aMember(
  stage: Pick<Stage, 'database'>,
  {
    group = GROUP,
    activityGroup = null,
    ...given
  }: Partial<GivenPost> & { group?: string; activityGroup?: string | null } = {},
): Promise<TestPost> {
  const post = await aPost(stage, { region: SHIQIAO, listings: { 2020: group }, ...given });
  await sql`update deputies.listing set activity_group = ${activityGroup} where membership_id = ${post.id}`.execute(
    stage.database,
  );
  return post;
}

const DAY = { title: '视察河道治理', place: '石桥村', day: '2020-10-28', startTime: '09:00', endTime: '11:00' };

/** What the form for a new activity says, unless a test says otherwise. */
export const PLAN = {
  ...DAY,
  region: SHIQIAO as string,
  kind: 'whole-group' as ActivityKind,
  units: [{ group: GROUP, activityGroup: null as string | null }],
  themes: [] as string[],
};

/** A planned activity, as the operator plans it. @returns its id */
export async function anActivity(stage: Stage, more: Partial<typeof PLAN> = {}): Promise<string> {
  const operator = operatorOf('500199000000');
  return (await perform(stage, operator, { useCase: planActivity, input: { ...PLAN, ...more } })).id;
}

export const listOf = (stage: Stage, activityId: string) =>
  ask(stage, operatorOf('500199000000'), { query: readOfficeActivity, input: { activityId } });

interface Row {
  readonly region: string;
  readonly state?: 'planned' | 'held' | 'cancelled';
  readonly kind?: ActivityKind;
  readonly day?: string;
  readonly group?: string;
  readonly activityGroups?: readonly string[];
  readonly posts?: readonly Pick<TestPost, 'id' | 'personId'>[];
  readonly attended?: readonly string[];
}

/** The rows of an activity, written beside the use cases. @returns its id */
export async function activityRow({ database }: Pick<Stage, 'database'>, row: Row): Promise<string> {
  const { region, state = 'planned', kind = 'whole-group', day = '2020-10-28', group = GROUP } = row;
  const { activityGroups = [''], posts = [], attended = [] } = row;
  const id = randomUUID();
  const district = districtCode(RegionCode.parse(region));
  const [starts, ends] = [`${day}T09:00:00+08:00`, `${day}T11:00:00+08:00`];
  await sql`
    insert into deputies.activity (district_code, id, region, kind, state, year, title, place, starts_at, ends_at,
      by_account, recorded_at, changed_at)
    values (${district}, ${id}, ${region}, ${kind}, ${state}, ${Number(day.slice(0, 4))}, '视察河道治理', '石桥村', ${starts},
      ${ends}, 'test', ${starts}, ${starts})`.execute(database);
  for (const activityGroup of activityGroups) {
    await sql`
      insert into deputies.activity_unit (district_code, activity_id, region, group_name, activity_group, invited, attended)
      values (${district}, ${id}, ${region}, ${group}, ${activityGroup}, ${posts.length}, ${attended.length})`.execute(
      database,
    );
  }
  for (const { id: post, personId } of posts) {
    await sql`
      insert into deputies.activity_attendance (district_code, activity_id, membership_id, person_id, region, group_name,
        attendance, by_account, invited_at)
      values (${district}, ${id}, ${post}, ${personId}, ${region}, ${group},
        ${attended.includes(post) ? 'attended' : null}, 'test', ${starts})`.execute(database);
  }
  return id;
}
