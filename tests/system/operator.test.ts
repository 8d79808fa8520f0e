import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import { createInvitation, perform, redeemInvitation } from '#kernel/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { type Database, openDatabase } from '#platform/database/database.ts';
import { digestOf } from '#tests/support/neighbours.ts';
import { type Store, openStore, operatorOf, visitorOf } from '../../src/composition.server.ts';
import { jiannuo } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiannuo-operator-'));
// Else the database, which does not run as root, would keep its data elsewhere.
chmodSync(folder, 0o755);
const settings = { JIANNUO_DATA: join(folder, 'data'), JIANNUO_MODE: 'production' };
const elsewhere = { JIANNUO_DATA: join(folder, 'restored'), JIANNUO_MODE: '' };
const at = (name: string) => join(folder, name);

const DISTRICT = RegionCode.parse('500199000000');
const TOWN = '500199101000';
const OTHER_DISTRICT = '500198000000';

function write(name: string, ...lines: readonly string[]): string {
  writeFileSync(at(name), lines.join('\r\n'));
  return at(name);
}

const REGIONS = write('regions.csv', 'code,name', `${DISTRICT},云川区`, `${TOWN},石桥镇`);
const ROSTER = write('石桥镇2020年名册.csv', '姓名,联系电话,代表层级,代表小组', '代表甲,16400000001,镇,第一小组');
const LEDGER = write(
  '石桥镇2020年台账.csv',
  '代表姓名,联系电话,代表层级,承诺内容,完成情况,完成时间,核实人',
  '代表甲,16400000001,镇,修一条路,已完成,2020-06-01,镇人大办',
);

interface Entry {
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly region: string;
  readonly subject: string;
  readonly after: unknown;
}

async function trailOf(database: Database): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select actor, role, action, region, subject, after from kernel.trail_entry order by seq`.execute(database);
  return rows;
}

/** As the owner, past all row policies: also what nobody is shown. */
const openAll = (store: Store): Database => openDatabase({ ...store.ownerConnection, max: 2 });
const open = (given: Readonly<Record<string, string>>) =>
  openStore(readConfig({ ...given, JIANNUO_ROOT: process.cwd() }), { isModeAsked: false });

let store: Store;
let database: Database;
let accountId: string;

/** What the operator's command adds to the trail. */
async function added(...words: readonly string[]): Promise<Entry[]> {
  const before = await trailOf(database);
  const { code, stderr } = await jiannuo(settings, ...words);
  expect([words[0], code, stderr]).toEqual([words[0], 0, '']);
  return (await trailOf(database)).slice(before.length);
}

const byOperator = (action: string, region: string, more: Partial<Entry> = {}) =>
  expect.objectContaining({ actor: 'operator', role: 'operator', action, region, ...more }) as unknown;

beforeAll(async () => {
  store = await open(settings);
  database = openAll(store);
}, 120_000);

afterAll(async () => {
  await database.destroy();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** Somebody whose password the console resets. */
async function anOfficer(): Promise<string> {
  const input = { role: 'town-officer', region: TOWN, name: '张伟', isNoneOfThem: true };
  const { code } = await perform(store.stage, operatorOf(DISTRICT), { useCase: createInvitation, input });
  const own = { code, name: '张伟', userName: 'zhang.wei', password: 'lanterns over the quiet river' };
  return (await perform(store.stage, visitorOf(DISTRICT), { useCase: redeemInvitation, input: own })).accountId;
}

describe('every command acts as the operator, and the trail says so, with what and where', () => {
  test('to take in regions, rosters and ledgers', { timeout: 120_000 }, async () => {
    expect(await added('regions', 'import', REGIONS)).toEqual([byOperator('kernel.import-regions', DISTRICT)]);
    expect(await added('import', ROSTER, LEDGER, '--dry-run')).toEqual([]);
    const taken = await added('import', ROSTER, LEDGER);
    const part = (after: object) =>
      byOperator('deputies.import-workbooks', TOWN, { after: expect.objectContaining(after) as unknown });
    const sheet = (kind: string) => ({ sheets: [expect.objectContaining({ kind, rows: 1, created: 1 })] });
    expect(taken).toEqual([part(sheet('roster')), part({ name: '代表甲' }), part(sheet('ledger'))]);
    const scope = await added('scope', '--year', '2020', '--levels', 'county,township');
    expect(scope).toEqual([byOperator('deputies.set-programme-scope', DISTRICT)]);
  });

  test('to write out what is personal, and not for counts, which are public', { timeout: 120_000 }, async () => {
    expect(await added('figures', '--year', '2020', '--region', TOWN)).toEqual([]);
    for (const kind of ['roster', 'ledger'] as const) {
      const entries = await added('export', kind, '--year', '2020', '--town', TOWN, at(`${kind}.csv`));
      expect(entries).toEqual([byOperator('deputies.export-table', TOWN, { subject: `${kind}:2020` })]);
    }
  });

  test('to let somebody in again', { timeout: 120_000 }, async () => {
    accountId = await anOfficer();
    const on = { subject: accountId };
    expect(await added('account', 'reset', 'zhang.wei', '--second-factor')).toEqual([
      byOperator('kernel.find-account-named', TOWN, on),
      byOperator('kernel.reset-at-counter', TOWN, on),
    ]);
  });

  test('to copy everything into a file, and out of it into another store', { timeout: 120_000 }, async () => {
    const backup = { subject: 'store', after: expect.objectContaining({ file: at('a.backup') }) as unknown };
    expect(await added('backup', at('a.backup'))).toEqual([byOperator('kernel.note-backup', DISTRICT, backup)]);
    expect(await jiannuo(elsewhere, 'restore', at('a.backup'))).toMatchObject({ code: 0 });
    const restored = await open(elsewhere);
    const all = openAll(restored);
    expect((await trailOf(all)).at(-1)).toEqual(byOperator('kernel.note-restore', DISTRICT, backup));
    await all.destroy();
    await restored.close();
  });
});

/** For each command what it cannot be called with: words, files, years, regions that are not in the store. */
const WRONG: readonly (readonly string[])[] = [
  ...[[], ['constructor']],
  ...[
    ['regions', 'import', at('nowhere.csv')],
    ['regions', 'import', LEDGER],
    ['regions', 'drop', REGIONS],
  ],
  ...[['import'], ['import', at('nowhere.xlsx')], ['import', ROSTER, '--year', '20']],
  ...[
    ['export', 'people', '--year', '2020', at('x.csv')],
    ['export', 'roster', '--year', '2020', at('x.pdf')],
  ],
  ['export', 'roster', '--year', '2020', '--town', '500198101000', at('x.csv')],
  ...[
    ['figures'],
    ['figures', '--year', '2020', '--region', OTHER_DISTRICT],
    ['figures', '--year', '2020', '--by', 'x'],
  ],
  ...[
    ['scope', '--year', '2020', '--levels', 'village'],
    ['scope', '--year', 'last', '--levels', 'county'],
  ],
  ...[
    ['account', 'drop', 'zhang.wei'],
    ['account', 'reset', 'nobody'],
  ],
  ...[
    ['backup', at('x.backup'), at('y.backup')],
    ['backup', at('x.backup'), '--all'],
    ['restore', '--all'],
  ],
];

const WRONG_SETTINGS: readonly Readonly<Record<string, string>>[] = [
  { JIANNUO_MODE: 'demo' },
  { JIANNUO_MODE: 'real' },
  { DATABASE_URL: 'mysql://localhost/store' },
  { JIANNUO_TLS_CERT: at('own.crt') },
];

describe('a command that is wrong', () => {
  test(
    'is refused with exit code 2 and a sentence, and neither store nor trail nor folder has more',
    {
      timeout: 240_000,
    },
    async () => {
      const before = [await digestOf({ database }), await trailOf(database)];
      expect(before[1]).not.toEqual([]);
      const calls = [
        ...WRONG.map((words) => ({ words, given: settings })),
        ...WRONG_SETTINGS.map((more) => ({ words: ['backup', at('x.backup')], given: { ...settings, ...more } })),
      ];
      const answers: unknown[] = [];
      const next = calls.values();
      // A few at once: each starts a process of its own.
      const work = async () => {
        for (const { words, given } of next) {
          const { code, stdout, stderr } = await jiannuo(given, ...words);
          const isTold = [stdout, stderr].some((text) => text.trim() !== '');
          answers.push({ words, code, isTold, isDefect: /\n\s+at /.test(stderr) });
        }
      };
      await Promise.all([work(), work(), work()]);
      expect(answers).toHaveLength(calls.length);
      const good = expect.objectContaining({ code: 2, isTold: true, isDefect: false }) as unknown;
      expect(answers).toEqual(answers.map(() => good));
      expect([await digestOf({ database }), await trailOf(database)]).toEqual(before);
      expect(['x.csv', 'x.pdf', 'x.backup', 'y.backup'].filter((name) => existsSync(at(name)))).toEqual([]);
    },
  );

  test(
    'so is a backup over a file that is there, and a restore over a store that is not empty, by exit code 5',
    {
      timeout: 120_000,
    },
    async () => {
      const before = [await digestOf({ database }), await trailOf(database)];
      expect(await jiannuo(settings, 'backup', at('a.backup'))).toMatchObject({ code: 5 });
      expect(await jiannuo(settings, 'restore', at('a.backup'))).toMatchObject({ code: 5 });
      expect([await digestOf({ database }), await trailOf(database)]).toEqual(before);
    },
  );
});
