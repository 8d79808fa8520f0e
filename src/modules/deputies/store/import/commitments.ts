import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { TARGET } from '../lists/items.ts';
import { isSame } from '../../domain/import/outcome.ts';
import type { SavedCommitment } from '../../domain/import/plan-ledger.ts';
import type { LedgerCommitment } from '../../domain/import/registry.ts';
import '../tables.ts';

/** Commitments of some posts, with what became of them. */
export async function findLedgerCommitments(
  tx: Transaction,
  district: string,
  of: { readonly postIds: readonly string[]; readonly years: readonly number[] },
): Promise<LedgerCommitment[]> {
  const { rows } = await sql<LedgerCommitment>`
    select c.id, c.membership_id as "postId", c.person_id as "personId", c.region, c.level, c.year,
      c.group_name as "group", c.kind, c.field, c.text, ${TARGET} as target, c.due_day as "dueDay", c.due_note as "dueNote",
      c.result, c.measure, c.unit, c.quantity, c.remarks, c.extra, c.version,
      (c.origin <> 'ledger' or exists (
        select from deputies.commitment_change own
        where own.district_code = c.district_code and own.commitment_id = c.id and own.by_account is not null
        )) as "isLive",
      (select jsonb_agg(jsonb_build_object('state', h.state, 'isAssumed', h.is_assumed, 'by', h.by_name, 'at',
          to_char(h.effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) order by h.effective_at, h.seq)
        from deputies.commitment_change h
        where h.district_code = c.district_code and h.commitment_id = c.id and h.superseded_at is null) as changes
    from deputies.commitment c
    where c.district_code = ${district} and c.membership_id = any(${of.postIds}) and c.year = any(${of.years})`.execute(
    tx,
  );
  return rows;
}

/** In which district, when, and by whose hand. */
interface ImportedBy {
  readonly district: string;
  readonly recordedAt: string;
  readonly account: string;
  readonly personId: string | null;
}

/** Saves new and changed commitments: the wording that was published before and what was believed before stay to be read. */
export async function saveLedgerCommitments(
  tx: Transaction,
  by: ImportedBy,
  saved: readonly SavedCommitment[],
): Promise<void> {
  if (saved.length === 0) return;
  await keepEarlierVersions(tx, by, saved);
  const rows = saved.map(({ after: { changes, ...commitment } }) => ({
    ...commitment,
    state: changes.at(-1)?.state ?? 'published',
  }));
  await sql`
    insert into deputies.commitment (district_code, id, membership_id, person_id, region, level, year, group_name,
      kind, field, text, target, due_day, due_note, result, measure, unit, quantity, remarks, extra, version,
      state, claimed_by, claimed_person, recorded_at)
    select ${by.district}, id, "postId", "personId", region, level, year, "group", kind, field, text, target, "dueDay",
      "dueNote", result, measure, unit, quantity, remarks, extra, version, state,
      case when state = 'claimed' then ${by.account} end, case when state = 'claimed' then ${by.personId}::uuid end,
      ${by.recordedAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as commitment (
      id uuid, "postId" uuid, "personId" uuid, region text, level text, year int, "group" text, kind text, field text,
      text text, target text, "dueDay" date, "dueNote" text, result text, measure text, unit text, quantity numeric,
      remarks text, extra jsonb, version int, state text)
    on conflict (district_code, id) do update set
      group_name = excluded.group_name, kind = excluded.kind, field = excluded.field, text = excluded.text,
      target = excluded.target, due_day = excluded.due_day, due_note = excluded.due_note, result = excluded.result,
      measure = excluded.measure, unit = excluded.unit, quantity = excluded.quantity, remarks = excluded.remarks,
      extra = excluded.extra, version = excluded.version, state = excluded.state,
      claimed_by = case when deputies.commitment.state = 'claimed' and excluded.state = 'claimed'
        then deputies.commitment.claimed_by else excluded.claimed_by end,
      claimed_person = case when deputies.commitment.state = 'claimed' and excluded.state = 'claimed'
        then deputies.commitment.claimed_person else excluded.claimed_person end,
      revision = deputies.commitment.revision + 1`.execute(tx);
  await saveHistories(tx, by, saved);
}

/** Of a wording what a ledger has a column for. */
function ledgerWordingOf({ text, target, dueDay, field, kind }: LedgerCommitment) {
  return { text, target, dueDay, field, kind };
}

async function keepEarlierVersions(
  tx: Transaction,
  { district, recordedAt }: { readonly district: string; readonly recordedAt: string },
  saved: readonly SavedCommitment[],
): Promise<void> {
  const earlier = saved.flatMap(({ before, after }) =>
    before === undefined || before.version === after.version
      ? []
      : [{ id: before.id, version: before.version, ...ledgerWordingOf(before) }],
  );
  if (earlier.length === 0) return;
  await tx
    .insertInto('deputies.commitment_version')
    .values(
      earlier.map(({ id, version, ...content }) => ({
        district_code: district,
        commitment_id: id,
        version,
        content: JSON.stringify(content),
        recorded_at: recordedAt,
      })),
    )
    .execute();
}

/** Histories that differ are given up as a whole and written anew; each row ends where the next begins. */
async function saveHistories(
  tx: Transaction,
  { district, recordedAt }: { readonly district: string; readonly recordedAt: string },
  saved: readonly SavedCommitment[],
): Promise<void> {
  const differing = saved.filter(({ before, after }) => before === undefined || !isSame(before.changes, after.changes));
  const corrected = differing.flatMap(({ before }) => before?.id ?? []);
  const first = new Map<string, number>();
  if (corrected.length > 0) {
    const { rows } = await sql<{ id: string; last: number }>`
      with given_up as (
        update deputies.commitment_change set superseded_at = ${recordedAt}
        where district_code = ${district} and commitment_id = any(${corrected}) and superseded_at is null)
      select commitment_id as id, max(seq) as last from deputies.commitment_change
      where district_code = ${district} and commitment_id = any(${corrected}) group by commitment_id`.execute(tx);
    for (const { id, last } of rows) first.set(id, last + 1);
  }
  const changes = differing.flatMap(({ after }) =>
    after.changes.map((change, index) => ({
      ...change,
      id: after.id,
      seq: (first.get(after.id) ?? 1) + index,
      until: after.changes[index + 1]?.at ?? 'infinity',
    })),
  );
  if (changes.length === 0) return;
  await sql`
    insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, until_at,
      is_assumed, by_name, recorded_at)
    select ${district}, id, seq, state, at, until, "isAssumed", "by", ${recordedAt}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (
      id uuid, seq int, state text, at timestamptz, until timestamptz, "isAssumed" boolean, "by" text)`.execute(tx);
}
