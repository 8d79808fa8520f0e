import { sql } from 'kysely';
import { describe, expect, inject } from 'vitest';
import type { Actor, Stage } from '#kernel/index.server.ts';
import { significantDigits } from '#kernel/contract.ts';
import { openDatabase } from '#platform/database/database.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, test } from '#tests/support/deputies.ts';
import { anActor } from '#tests/support/life.ts';
import { type Place, neighbours } from '#tests/support/neighbours.ts';

// Behind the use cases stands the database by itself: what a query of the application's own role sees and changes when
// nothing but the bounds of its transaction is set.

/** Tables without a wall, or with one as wide as the district, and why. */
const WITHOUT_WALL: Readonly<Record<string, string>> = {
  'kernel.setting': 'of the store as a whole; nothing personal',
  'kernel.region': 'names of places, the same for everybody',
  'kernel.journal_entry': 'the public record: never personal data, and append-only by a trigger',
  'kernel.account': 'read by the sign-in library by a connection of its own, before anybody is known',
  'kernel.account_session': 'as kernel.account',
  'kernel.account_credential': 'as kernel.account; passwords are hashed, tokens encrypted',
  'kernel.account_verification': 'as kernel.account; of a sign-in that has only begun',
  'kernel.account_second_factor': 'as kernel.account; secrets are encrypted',
  'kernel.sign_in_lock': 'counted before anybody is known',
  'kernel.sign_in_event': 'written before anybody is known',
  'kernel.notice':
    'the outbox: written in any region’s transaction, told by the clock, read across the roles of an account',
  'kernel.notice_delivery': 'as kernel.notice; it names accounts and no addresses',
  'deputies.figure_series': 'published counts',
  'deputies.outcome_series': 'published sums',
};

const DISTRICT_WIDE: Readonly<Record<string, string>> = {
  'kernel.person': 'a person may hold posts in several towns of the district',
  'kernel.consent': 'of a person',
  'kernel.contact_way': 'of an account: only its own, and masked for officers of the district',
  'kernel.notice_setting': 'of an account: only its own',
  'kernel.notice_wish': 'of an account: only its own',
  'deputies.listing': 'without a column for the town: seen with its post, which has a wall of its own',
  'deputies.commitment_change': 'states and days, looked up for every line of a list',
  'deputies.roster': 'that a town has a list for a year',
  'deputies.programme_scope': 'the district’s own rule',
  'deputies.delegation': 'the district’s own rule, by town',
  'deputies.congress_change': 'of the whole district at once; only its officers work on it, and auditors read it',
  'deputies.person_move': 'of persons, who may hold posts in several towns',
  'deputies.import_undo': 'rows before an import, only for whoever imports, and erased after a month',
  'deputies.office_rule': 'two numbers of an office',
  'deputies.quota_rule_set': 'how many activities are asked of whom; a town goes by its district’s',
  'kernel.calendar_day': 'on which days a district works',
  'deputies.report_rule': 'whether the district holds appraisals, and how long one may object',
  'deputies.year_theme': 'what the district works on in a year',
  'kernel.phone_reveal': 'a hash that is good for a day, and whose number was shown',
  'kernel.reveal_salt': 'of that hash; written by visitors',
};

function bounded<Result>(
  { database }: Stage,
  actor: Actor | undefined,
  work: (query: (text: string) => Promise<readonly Record<string, unknown>[]>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (tx) => {
    const within = actor === undefined ? '' : `r${significantDigits(actor.region)}`;
    await sql`select set_config('jiannuo.within', ${within}, true),
      set_config('jiannuo.role', ${actor?.role ?? ''}, true), set_config('jiannuo.person', ${actor?.personId ?? ''}, true),
      set_config('jiannuo.account', ${actor?.id ?? ''}, true)`.execute(tx);
    return work(async (text) => (await sql.raw<Record<string, unknown>>(text).execute(tx)).rows);
  });
}

const count = (stage: Stage, actor: Actor | undefined, from: string): Promise<number> =>
  bounded(stage, actor, async (query) => Number((await query(`select count(*)::int as n from ${from}`))[0]?.['n']));

/** How many rows a change touches; refused by a policy counts as none. @returns what is undone again */
async function touched(stage: Stage, actor: Actor | undefined, statement: string): Promise<number> {
  class Undo extends Error {
    readonly rows: number;
    constructor(rows: number) {
      super('undone');
      this.rows = rows;
    }
  }
  try {
    return await bounded(stage, actor, async (query) => {
      const [row] = await query(`with done as (${statement} returning 1) select count(*)::int as n from done`);
      throw new Undo(Number(row?.['n']));
    });
  } catch (error) {
    if (error instanceof Undo) return error.rows;
    if (error instanceof Error && error.message.includes('row-level security')) return 0;
    throw error;
  }
}

const BY_REGION = [
  'deputies.membership',
  'deputies.commitment',
  'deputies.commitment_review',
  'deputies.milestone',
  'deputies.progress_entry',
  'deputies.dispute',
  'deputies.confirmation_round',
  'deputies.import_batch',
  'deputies.activity',
  'deputies.activity_attendance',
  'deputies.station',
  'deputies.reception_rule',
  'deputies.reception_deputy',
  'deputies.reception_exception',
  'deputies.printout',
  'deputies.duty',
  'deputies.duty_words',
  'deputies.appraisal',
  'deputies.role_model',
  'deputies.role_model_evidence',
  'deputies.role_model_objection',
  'deputies.village',
  'kernel.attachment',
  'kernel.invitation',
] as const;

const officer = (region: string) => anActor('town-officer', region);
const [own, theirs] = [`region = '${SHIQIAO}'`, `region <> '${SHIQIAO}'`];
const admin = anActor('admin', SHIQIAO);

describe('the second wall', () => {
  test('stands around every table of rows that are of a region or of a person', async ({ stage }) => {
    const { rows } = await sql<{ name: string; walled: boolean; policies: string }>`
      select n.nspname || '.' || c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled,
        coalesce((select string_agg(pg_get_expr(p.polqual, p.polrelid), ' ') from pg_policy p
          where p.polrelid = c.oid and p.polcmd in ('r', '*')), '') as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') and c.relkind in ('r', 'p')
      `.execute(stage.database);
    const bare = rows.filter(({ walled }) => !walled).map(({ name }) => name);
    expect(bare.toSorted()).toEqual(Object.keys(WITHOUT_WALL).toSorted());
    const wide = rows.filter(
      ({ walled, policies }) => walled && /shares_district/.test(policies) && !/is_within|EXISTS/.test(policies),
    );
    expect(wide.map(({ name }) => name).toSorted()).toEqual(Object.keys(DISTRICT_WIDE).toSorted());
  });

  test('lets nobody through who has not said who they are', async ({ stage }) => {
    await neighbours(stage);
    const { rows } = await sql<{ name: string }>`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relrowsecurity and c.relkind = 'r'`.execute(stage.database);
    // The door reads who holds which role before it knows who is there.
    for (const { name } of rows.filter((table) => table.name !== 'kernel.role_grant')) {
      expect([name, await count(stage, undefined, name)]).toEqual([name, 0]);
      expect([name, await touched(stage, undefined, `delete from ${name}`).catch(() => 0)]).toEqual([name, 0]);
    }
    expect(await touched(stage, undefined, `update kernel.role_grant set role = 'admin'`)).toBe(0);
  });

  test.for(BY_REGION)('hides another town’s %s, and keeps them as they are', async (table, { stage }) => {
    await neighbours(stage);
    const actor = table === 'kernel.invitation' ? admin : officer(SHIQIAO);
    expect(await count(stage, actor, `${table} where ${own}`)).toBeGreaterThan(0);
    expect(await count(stage, actor, `${table} where ${theirs}`)).toBe(0);
    expect(await touched(stage, actor, `update ${table} set region = region where ${theirs}`)).toBe(0);
    expect(await touched(stage, actor, `delete from ${table} where ${theirs}`)).toBe(0);
    // Nor is a row of one's own moved to a neighbour.
    expect(await touched(stage, actor, `update ${table} set region = '${GUANLAN}' where ${own}`)).toBe(0);
  });

  test('takes in no row for another town', async ({ stage }) => {
    const [, guanlan] = (await neighbours(stage)) as [Place, Place];
    const [seat] = guanlan.seats;
    const rows = {
      'deputies.membership': `(district_code, id, person_id, region, level, from_day)
        values ('500199', gen_random_uuid(), '${seat?.personId ?? ''}', '${GUANLAN}', 'township', '2020-01-01')`,
      'kernel.role_grant': `(district_code, id, account_id, role, region, from_day, granted_by)
        select '500199', gen_random_uuid(), id, 'town-officer', '${GUANLAN}', '2020-01-01', 'x' from kernel.account limit 1`,
    };
    for (const [table, values] of Object.entries(rows)) {
      const statement = `insert into ${table} ${values}`;
      expect(await touched(stage, admin, statement)).toBe(0);
      expect(await touched(stage, { ...admin, region: GUANLAN }, statement)).toBe(1);
    }
    // Nobody but whoever gives roles gives one, to themselves or to others.
    for (const role of ['town-officer', 'station-clerk', 'deputy', 'auditor', 'security', 'group-leader'] as const) {
      expect(
        await touched(stage, anActor(role, DISTRICT), `insert into kernel.role_grant ${rows['kernel.role_grant']}`),
      ).toBe(0);
    }
  });

  test('hides what is not published from visitors and from other deputies', async ({ stage }) => {
    const places = await neighbours(stage);
    const hidden = `deputies.commitment where state in ('draft', 'submitted', 'returned')`;
    const [first] = places[0]?.seats ?? [];
    const author = anActor('deputy', DISTRICT, { personId: first?.personId ?? '' });
    expect(await count(stage, anActor('visitor', DISTRICT), hidden)).toBe(0);
    expect(await count(stage, anActor('deputy', DISTRICT), hidden)).toBe(0);
    expect(await count(stage, anActor('group-leader', SHIQIAO), hidden)).toBe(0);
    expect(await count(stage, author, hidden)).toBe(3);
    expect(await count(stage, officer(SHIQIAO), hidden)).toBe(3);
    // Nor is what was said about them told.
    const reviews = (actor: Actor) => count(stage, actor, 'deputies.commitment_review');
    expect(await reviews(anActor('visitor', DISTRICT))).toBe(0);
    expect(await reviews(officer(SHIQIAO))).toBe(7);
    expect(await reviews(author)).toBe(7 + 4);
    // Another's is not theirs to change, published or not.
    const change = `update deputies.commitment set text = 'x'`;
    expect(await touched(stage, anActor('deputy', DISTRICT), change)).toBe(0);
    expect(await touched(stage, anActor('visitor', DISTRICT), change)).toBe(0);
    expect(await touched(stage, author, change)).toBe(7);
  });

  test('hides what is planned from visitors, and who was there from everybody but the office and themselves', async ({
    stage,
  }) => {
    const [shiqiao] = await neighbours(stage);
    const [visitor, auditor] = [anActor('visitor', DISTRICT), anActor('auditor', DISTRICT)];
    const clerk = anActor('station-clerk', SHIQIAO);
    expect(await count(stage, visitor, `deputies.activity where state = 'planned'`)).toBe(0);
    expect(await count(stage, visitor, `deputies.activity where state = 'held'`)).toBe(2);
    expect(await count(stage, visitor, 'deputies.activity_unit')).toBe(2);
    expect(await count(stage, auditor, 'deputies.activity_attendance')).toBe(8);
    for (const actor of [visitor, clerk]) expect(await count(stage, actor, 'deputies.activity_attendance')).toBe(0);
    const own = anActor('deputy', DISTRICT, { personId: shiqiao?.seats[0]?.personId ?? '' });
    expect(await count(stage, own, 'deputies.activity_attendance')).toBe(2);
    const change = `update deputies.activity_attendance set attendance = 'attended'`;
    expect(await touched(stage, own, change)).toBe(2);
    expect(await touched(stage, anActor('deputy', DISTRICT), change)).toBe(0);
    expect(await touched(stage, own, `update deputies.activity set title = title`)).toBe(0);
  });

  test('hides duties and villages from visitors, and another’s duties from a deputy', async ({ stage }) => {
    const [shiqiao] = await neighbours(stage);
    const visitor = anActor('visitor', DISTRICT);
    for (const table of ['deputies.duty', 'deputies.village']) expect(await count(stage, visitor, table)).toBe(0);
    const own = anActor('deputy', DISTRICT, { personId: shiqiao?.seats[0]?.personId ?? '' });
    expect(await count(stage, own, 'deputies.duty')).toBe(1);
    expect(await count(stage, anActor('deputy', DISTRICT), 'deputies.duty')).toBe(0);
    const change = `update deputies.duty set note = 'x'`;
    expect(await touched(stage, own, change)).toBe(1);
    expect(await touched(stage, anActor('deputy', DISTRICT), change)).toBe(0);
    expect(await touched(stage, anActor('group-leader', DISTRICT), change)).toBe(0);
    expect(await touched(stage, own, `update deputies.village set household_count = 1`)).toBe(0);
  });

  test('hides nominations, objections and what voters said from visitors, and leaves appraisals to the office', async ({
    stage,
  }) => {
    const [shiqiao] = await neighbours(stage);
    const [visitor, auditor] = [anActor('visitor', DISTRICT), anActor('auditor', DISTRICT)];
    for (const table of ['duty_words', 'appraisal', 'role_model_objection', 'role_model_evidence']) {
      expect([table, await count(stage, visitor, `deputies.${table}`)]).toEqual([table, 0]);
    }
    expect(await count(stage, visitor, 'deputies.role_model')).toBe(2);
    expect(await count(stage, visitor, `deputies.role_model where state = 'nominated'`)).toBe(0);
    expect(await count(stage, auditor, 'deputies.role_model')).toBe(4);
    const own = anActor('deputy', DISTRICT, { personId: shiqiao?.seats[0]?.personId ?? '' });
    for (const table of ['duty_words', 'appraisal']) {
      expect([table, await count(stage, own, `deputies.${table}`)]).toEqual([table, 1]);
      expect([table, await count(stage, anActor('deputy', DISTRICT), `deputies.${table}`)]).toEqual([table, 0]);
    }
    expect(await count(stage, own, 'deputies.role_model_objection')).toBe(0);
    expect(await touched(stage, own, `update deputies.duty_words set text = 'x'`)).toBe(1);
    expect(await touched(stage, own, 'update deputies.appraisal set satisfied = 61')).toBe(0);
    expect(await touched(stage, own, `update deputies.role_model set state = 'recognised'`)).toBe(0);
    expect(await touched(stage, officer(SHIQIAO), 'update deputies.report_rule set has_appraisal = false')).toBe(0);
  });

  test('lets an auditor read and write nothing', async ({ stage }) => {
    await neighbours(stage);
    const auditor = anActor('auditor', DISTRICT);
    expect(await count(stage, auditor, 'deputies.commitment')).toBe(14);
    expect(await count(stage, auditor, `kernel.attachment where screening = 'waiting'`)).toBe(14);
    const { rows } = await sql<{ name: string; column: string }>`
      select n.nspname || '.' || c.relname as name, (select attname from pg_attribute a where a.attrelid = c.oid
        and a.attnum = 1) as column from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relrowsecurity and c.relkind = 'r' and c.relname <> 'trail_entry'`.execute(stage.database);
    for (const { name, column } of rows) {
      expect([name, await touched(stage, auditor, `update ${name} set ${column} = ${column}`)]).toEqual([name, 0]);
      expect([name, await touched(stage, auditor, `delete from ${name}`).catch(() => 1)]).toEqual([name, 0]);
    }
  });

  test.for(['admin', 'security'] as const)(
    'shows %s nothing of the office’s business that waits',
    async (role, { stage }) => {
      await neighbours(stage);
      const actor = anActor(role, DISTRICT);
      for (const from of ['kernel.attachment', 'deputies.import_batch', 'deputies.incoming_file']) {
        expect([from, await count(stage, actor, from)]).toEqual([from, 0]);
      }
    },
  );

  test('keeps how somebody is told to themselves', async ({ stage }) => {
    await neighbours(stage);
    const { rows } = await sql<{ id: string }>`
      select account_id as id from kernel.contact_way where district_code = '500199' limit 1`.execute(stage.database);
    const owner = anActor('deputy', DISTRICT, { id: rows[0]?.id ?? '' });
    for (const table of ['kernel.contact_way', 'kernel.notice_setting', 'kernel.notice_wish']) {
      expect([table, await count(stage, owner, table)]).toEqual([table, 1]);
      for (const other of [anActor('deputy', DISTRICT), anActor('visitor', DISTRICT)]) {
        expect([table, await count(stage, other, table)]).toEqual([table, 0]);
      }
      const change = `update ${table} set account_id = account_id`;
      expect([table, await touched(stage, officer(SHIQIAO), change)]).toEqual([table, 0]);
      expect([table, await touched(stage, owner, change)]).toEqual([table, 1]);
    }
  });

  test('leaves the record to auditors, and to nobody to change', async ({ stage }) => {
    await sql`insert into kernel.trail_entry (district_code, at, actor, role, region, action, subject)
      values ('500199', ${NOW}, 'x', 'x', ${SHIQIAO}, 'x', 'x')`.execute(stage.database);
    expect(await count(stage, anActor('auditor', DISTRICT), 'kernel.trail_entry')).toBe(1);
    expect(await count(stage, anActor('auditor', GUANLAN), 'kernel.trail_entry')).toBe(0);
    for (const role of ['admin', 'security', 'district-officer', 'deputy', 'visitor'] as const) {
      expect(await count(stage, anActor(role, DISTRICT), 'kernel.trail_entry')).toBe(0);
    }
    const change = touched(stage, anActor('operator', DISTRICT), `update kernel.trail_entry set actor = 'y'`);
    expect(await change.catch(() => 0)).toBe(0);
  });

  test('does not hinder the owner, who has to back all of it up', async ({ stage }) => {
    await neighbours(stage);
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(stage.database);
    const owner = openDatabase({ host: inject('socketFolder'), user: 'jiannuo', database: rows[0]?.name });
    try {
      const all = await sql<{ n: number }>`select count(*)::int as n from kernel.attachment`.execute(owner);
      expect(all.rows[0]?.n).toBe(21);
    } finally {
      await owner.destroy();
    }
  });

  // Expecting one row in two hundred, it walks through a whole table once for each row of another.
  test.for(['is_within', 'shares_district'])(
    '%s does not let the planner expect next to no rows',
    async (wall, { stage }) => {
      const plan = await bounded(stage, anActor('district-officer', DISTRICT), (query) =>
        query(`explain (format json) select from generate_series(1, 1000) one where kernel.${wall}(one::text)`),
      );
      const [first] = plan[0]?.['QUERY PLAN'] as readonly { readonly Plan: { readonly 'Plan Rows': number } }[];
      expect(first?.Plan['Plan Rows']).toBeGreaterThan(250);
    },
  );
});
