import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { RegionCode, districtCode } from '#kernel/contract.ts';
import type { Stage } from '#kernel/index.server.ts';
import type { CommitmentState, Level } from '#modules/deputies/contract.ts';
import { activityRow } from './activities.ts';
import { aPrintout } from './printing.ts';
import { reportRows, roleModelRow } from './duty-reports.ts';
import { aReceptionRule, aStation } from './stations.ts';
import { dutyRow, villageRow } from './duties.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, type TestPost, aCommitment, aDistrict, aPost } from './deputies.ts';

// Two towns of one district and a town of another, alike in everything: whoever mixes them up is found out.

export const OTHER_DISTRICT = RegionCode.parse('500198000000');
export const LINGXI = RegionCode.parse('500198101000');

/** Equal names in every place, so that only the region tells them apart. */
export const GROUP = '第一小组';
export const STATION = '第一站';

/** A town with a deputy of its own congress, one of the county's, and one row of everything that is kept. */
export interface Place {
  readonly region: RegionCode;
  readonly district: RegionCode;
  readonly seats: readonly TestPost[];
  /** The station that all of them are attached to. */
  readonly stationId: string;
  /** What nobody beyond the town's office may come across: ids, and names that nobody else bears. */
  readonly secrets: string[];
}

type Db = Pick<Stage, 'database'>;

const districtOf = ({ region }: Pick<Place, 'region'>) => districtCode(region);

async function aSeat(stage: Db, place: Pick<Place, 'region'>, { name, level }: { name: string; level: Level }) {
  const post = await aPost(stage, { region: place.region, name, level, listings: { 2020: GROUP } });
  await sql`update deputies.listing set station = ${STATION}, phone = '16400000001' where membership_id = ${post.id}`.execute(
    stage.database,
  );
  await sql`update deputies.membership set is_leading = false where id = ${post.id}`.execute(stage.database);
  return post;
}

async function aPlace(stage: Db, region: RegionCode, name: string): Promise<Place> {
  const seats = [
    await aSeat(stage, { region }, { name: `${name}甲`, level: 'township' }),
    await aSeat(stage, { region }, { name: `${name}乙`, level: 'county' }),
  ];
  const district = RegionCode.parse(`${districtCode(region)}000000`);
  const secrets = seats.flatMap((seat) => [seat.id, seat.personId, seat.name]);
  const stationId = await aStation(stage, { region, name: STATION });
  await aReceptionRule(stage, { region, stationId, membershipId: seats[0]?.id });
  for (const seat of seats) await aPrintout(stage, seat);
  const place: Place = { region, district, seats, stationId, secrets };
  const [first] = seats;
  if (first === undefined) throw new Error('a place has seats');
  for (const state of ['draft', 'submitted', 'returned', 'published', 'claimed', 'fulfilled', 'withdrawn'] as const) {
    const id = await aPromise(stage, first, state);
    await aReview(stage, place, id);
    await anEntry(stage, place, { commitmentId: id, personId: first.personId });
    await aMilestone(stage, place, id);
    await aDispute(stage, place, id);
    await aRound(stage, place, id);
    await anAttachment(stage, place, id);
  }
  for (const state of ['planned', 'held'] as const) {
    place.secrets.push(await activityRow(stage, { region, group: GROUP, state, posts: seats }));
  }
  const noted = { station: STATION, group: GROUP, note: `${name}走访所见` };
  for (const seat of seats) place.secrets.push(await dutyRow(stage, seat, noted));
  place.secrets.push(noted.note, await villageRow(stage, { region, name: `${name}村` }));
  const own = { words: `${name}陈述`, objector: `${name}的王某` };
  for (const seat of seats) await reportRows(stage, seat, own.words);
  const evidence = place.secrets[0] ?? '';
  const waiting = await roleModelRow(stage, first, { state: 'nominated', evidence, objector: own.objector });
  await roleModelRow(stage, first, { state: 'recognised' });
  place.secrets.push(own.words, own.objector, waiting.id);
  await aBatch(stage, place);
  await anAccountWith(stage, place);
  await anInvitation(stage, place, 'test');
  return place;
}

/** The three places. */
export async function neighbours(stage: Db): Promise<readonly Place[]> {
  await aDistrict(stage);
  for (const [code, name] of [
    [OTHER_DISTRICT, '邻川区'],
    [LINGXI, '灵溪镇'],
  ] as const) {
    await sql`insert into kernel.region (code, name) values (${code}, ${name})`.execute(stage.database);
  }
  return [
    await aPlace(stage, SHIQIAO, '石桥'),
    await aPlace(stage, GUANLAN, '观澜'),
    await aPlace(stage, LINGXI, '灵溪'),
  ];
}

export { DISTRICT };

/** A commitment in a state, of words of its own. @returns its id */
export async function aPromise(stage: Db, post: TestPost, state: CommitmentState): Promise<string> {
  const days = ['2020-03-01', '2020-06-01', '2020-09-01'];
  const path: Partial<Record<CommitmentState, readonly CommitmentState[]>> = {
    submitted: ['draft', 'submitted'],
    returned: ['draft', 'submitted', 'returned'],
    claimed: ['published', 'claimed'],
    fulfilled: ['published', 'claimed', 'fulfilled'],
    withdrawn: ['published', 'withdrawn'],
  };
  const history = (path[state] ?? [state]).map((one, at) => [one, days[at] ?? '2020-10-01'] as const);
  return aCommitment(stage, post, { history, text: `为村道安装路灯 ${randomUUID()}` });
}

export async function aReview({ database }: Db, place: Place, commitmentId: string): Promise<void> {
  await sql`
    insert into deputies.commitment_review (district_code, commitment_id, seq, region, is_specific, is_verifiable,
      is_own, is_passed, by_account, reviewed_at)
    values (${districtOf(place)}, ${commitmentId}, 1, ${place.region}, true, true, true, true, 'test', ${NOW})`.execute(
    database,
  );
}

export async function anEntry(
  { database }: Db,
  place: Place,
  of: { readonly commitmentId: string; readonly personId: string },
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.progress_entry (district_code, id, commitment_id, person_id, region, kind, text, day,
      by_account, recorded_at, reported_at)
    values (${districtOf(place)}, ${id}, ${of.commitmentId}, ${of.personId}, ${place.region}, 'progress', '已装十盏',
      '2020-09-02', 'test', ${NOW}, ${NOW})`.execute(database);
  return id;
}

export async function aMilestone({ database }: Db, place: Place, commitmentId: string): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.milestone (district_code, id, commitment_id, region, title, planned_day, is_on_behalf,
      by_account, planned_at)
    values (${districtOf(place)}, ${id}, ${commitmentId}, ${place.region}, '选址完成', '2020-11-30', false, 'test',
      ${NOW})`.execute(database);
  return id;
}

export async function aDispute({ database }: Db, place: Place, commitmentId: string): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.dispute (district_code, id, commitment_id, region, source, text, state, raised_at)
    values (${districtOf(place)}, ${id}, ${commitmentId}, ${place.region}, 'office', '有人说没有做到', 'open', ${NOW})
    `.execute(database);
  return id;
}

/** @returns the code of a round of answers that is open */
export async function aRound({ database }: Db, place: Place, commitmentId: string): Promise<string> {
  const code = randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase();
  const id = randomUUID();
  await sql`
    insert into deputies.confirmation_round (district_code, id, commitment_id, region, code, opened_at, closes_at)
    values (${districtOf(place)}, ${id}, ${commitmentId}, ${place.region}, ${code}, ${NOW}, '2020-11-20')`.execute(
    database,
  );
  return code;
}

/** A picture that waits for screening. */
export async function anAttachment({ database }: Db, place: Place, subjectId: string): Promise<string> {
  const id = randomUUID();
  const sha = 'a'.repeat(64);
  await sql`
    insert into kernel.attachment (district_code, id, region, unit, subject_kind, subject_id, role, kind, format, name, state,
      screening, original_sha256, sha256, small_sha256, tiny_sha256, width, height, bytes, received_at, received_by)
    values (${districtOf(place)}, ${id}, ${place.region}, ${STATION}, 'progress-entry', ${subjectId}, 'after', 'picture', 'jpeg',
      '路灯.jpg', 'processed', 'waiting', ${sha}, ${sha}, ${sha}, ${sha}, 10, 10, 10, ${NOW}, 'somebody')`.execute(
    database,
  );
  place.secrets.push(id);
  return id;
}

export async function aBatch({ database }: Db, place: Place): Promise<{ batchId: string; fileId: string }> {
  const [batchId, fileId] = [randomUUID(), randomUUID()];
  const report = { file: 'x.csv', status: 'ok', sheets: [], faults: [], notes: [] };
  await sql`
    insert into deputies.import_batch (district_code, id, region, submission, state, total, started_at, changed_at)
    values (${districtOf(place)}, ${batchId}, ${place.region}, ${batchId}, 'previewed', 2, ${NOW}, ${NOW})`.execute(
    database,
  );
  await sql`
    insert into deputies.incoming_file (district_code, id, batch_id, position, name, size, bytes, report, received_at)
    values (${districtOf(place)}, ${fileId}, ${batchId}, 1, 'x.csv', 1, '\\x61', ${JSON.stringify(report)}::jsonb, ${NOW})
    `.execute(database);
  place.secrets.push(batchId, fileId);
  return { batchId, fileId };
}

export interface GivenAccount {
  readonly accountId: string;
  readonly grantId: string;
  readonly sessionId: string;
  readonly deliveryId: string;
}

/** A deputy's account with a session, an address, wishes, and a message that could not be delivered. */
export async function anAccountWith({ database }: Db, place: Place): Promise<GivenAccount> {
  const [accountId, grantId, sessionId, deliveryId, noticeId] = [1, 2, 3, 4, 5].map(() => randomUUID()) as [
    ...[string, string, string, string, string],
  ];
  const district = districtOf(place);
  const person = place.seats[0]?.personId;
  await sql`
    insert into kernel.account (id, name, user_name, address, region, person_district, person_id, created_at, updated_at)
    values (${accountId}, '陈敏', ${`u${accountId.slice(0, 8)}`}, ${`${accountId}@accounts.invalid`}, ${place.region},
      ${district}, ${person}, ${NOW}, ${NOW})`.execute(database);
  await sql`
    insert into kernel.role_grant (district_code, id, account_id, role, region, from_day, granted_by)
    values (${district}, ${grantId}, ${accountId}, 'deputy', ${place.region}, '2020-01-01', 'test')`.execute(database);
  await sql`
    insert into kernel.account_session (id, account_id, token, method, expires_at, created_at, updated_at)
    values (${sessionId}, ${accountId}, ${sessionId}, 'password', '2090-01-01', ${NOW}, ${NOW})`.execute(database);
  await sql`
    insert into kernel.contact_way (district_code, account_id, channel, address, verified_at, guesses_left)
    values (${district}, ${accountId}, 'email', 'chen@example.org', ${NOW}, 0)`.execute(database);
  await sql`
    insert into kernel.notice_setting (district_code, account_id, language) values (${district}, ${accountId}, 'zh')
    `.execute(database);
  await sql`
    insert into kernel.notice_wish (district_code, account_id, kind, channel, is_wanted)
    values (${district}, ${accountId}, 'test', 'email', true)`.execute(database);
  await sql`
    insert into kernel.notice (district_code, id, unique_key, kind, subject, region, recipient, state, due_at, look_at,
      recorded_at)
    values (${district}, ${noticeId}, ${noticeId}, 'test', 'x', ${place.region}, '{"accountId":"x"}', 'addressed',
      ${NOW}, ${NOW}, ${NOW})`.execute(database);
  await sql`
    insert into kernel.notice_delivery (district_code, id, notice_id, channel, recipient, state, attempts, next_at,
      changed_at)
    values (${district}, ${deliveryId}, ${noticeId}, 'email', ${accountId}, 'given-up', 9, ${NOW}, ${NOW})`.execute(
    database,
  );
  place.secrets.push(accountId, grantId, sessionId, deliveryId);
  return { accountId, grantId, sessionId, deliveryId };
}

export async function anInvitation({ database }: Db, place: Place, createdBy: string): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into kernel.invitation (district_code, id, kind, code_hash, name, role, region, created_at, created_by,
      expires_at)
    values (${districtOf(place)}, ${id}, 'invitation', ${id}, '陈敏', 'deputy', ${place.region}, ${NOW}, ${createdBy},
      '2090-01-01')`.execute(database);
  place.secrets.push(id);
  return id;
}

/** What a store holds, table by table and region by region, as one hash each; trail and attempts are no part of it. */
export async function digestOf({ database }: Db): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await sql<{ name: string; has_region: boolean }>`
    select n.nspname || '.' || c.relname as name, exists (select from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'region') as has_region
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kernel', 'deputies') and c.relkind = 'r'
      and c.relname not in ('trail_entry', 'sign_in_lock', 'sign_in_event')`.execute(database);
  const parts = tables.map(
    ({ name, has_region: hasRegion }) =>
      sql`select ${`${name} `}::text || ${hasRegion ? sql`x.region` : sql`''`} as part,
      md5(string_agg(md5(x::text), '' order by md5(x::text))) as hash from ${sql.table(name)} x group by 1`,
  );
  const { rows } = await sql<{ part: string; hash: string }>`${sql.join(parts, sql` union all `)}`.execute(database);
  return new Map(rows.map(({ part, hash }) => [part, hash]));
}
