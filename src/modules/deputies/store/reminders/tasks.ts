import { sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Task } from '../../domain/office/whose-turn.ts';
import { isLeading } from '../../domain/posts/leading-post.ts';
import { within } from '../lists/within.ts';
import { IS_DELEGATED, POST } from '../office/scope.ts';

type StoredTask = Omit<Task, 'isLeading'> & { readonly leads: boolean | null; readonly post: string | null };

/** All that waits in a region for somebody of the office: handed in, reported done, or disputed. */
export async function findTasks(tx: Transaction, region: RegionCode): Promise<Task[]> {
  const { rows } = await sql<StoredTask>`
    with waiting as (
      select c.district_code, c.id, case c.state when 'submitted' then 'publish' else 'verify' end as turn, (
        select max(h.effective_at) from deputies.commitment_change h
        where h.district_code = c.district_code and h.commitment_id = c.id and h.superseded_at is null) as since
      from deputies.commitment c where ${within('c', region)} and c.state in ('submitted', 'claimed')
      union all
      select d.district_code, d.commitment_id, 'decideDispute', d.raised_at
      from deputies.dispute d where ${within('d', region)} and d.state = 'open'
    )
    select w.turn, c.district_code as district, c.id, c.region, c.level, c.state, c.person_id as "personId",
      m.is_leading as leads, ${POST} as post, ${IS_DELEGATED} as "isDelegated", w.since
    from waiting w
    join deputies.commitment c on c.district_code = w.district_code and c.id = w.id
    join deputies.membership m on m.district_code = c.district_code and m.id = c.membership_id
    where w.since is not null
    order by c.id, w.turn`.execute(tx);
  return rows.map(({ leads, post, ...row }) => ({ ...row, isLeading: leads ?? isLeading(post) }));
}

export interface LateRow {
  readonly district: string;
  readonly id: string;
  readonly dueDay: Day;
}

/** What has been overdue for more than 30 days, and not for so long that it is history. */
export async function findLongOverdue(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly today: Day },
): Promise<LateRow[]> {
  const { rows } = await sql<LateRow>`
    select c.district_code as district, c.id, c.due_day as "dueDay" from deputies.commitment c
    where ${within('c', of.region)} and c.state in ('published', 'claimed') and c.carried_to is null
      and c.due_day between ${of.today}::date - 90 and ${of.today}::date - 31
    order by c.due_day, c.id`.execute(tx);
  return rows;
}
