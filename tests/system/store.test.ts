import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { end, jiannuo, refusedStart, startServer, until } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiannuo-system-'));
// Else the database, which does not run as root, would keep its data elsewhere.
chmodSync(folder, 0o755);
const data = join(folder, 'data');
const settings = { JIANNUO_DATA: data, JIANNUO_MODE: 'production' };
const file = (name: string) => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, lines: readonly string[]): string {
  writeFileSync(file(name), lines.join('\r\n'));
  return file(name);
}

const REGIONS = write('regions.csv', ['code,name', '500199000000,云川区', '500199101000,石桥镇']);
const ROSTER = write('石桥镇2020年名册.csv', [
  '姓名,联系电话,代表层级,代表小组',
  ...Array.from(
    { length: 40 },
    (_, at) =>
      `代表${'甲乙丙丁戊己庚辛壬癸'.charAt(at % 10)}${'一二三四'.charAt(at / 10)},164000000${String(at).padStart(2, '0')},镇,第一小组`,
  ),
]);
const ledger = (name: string, from: number) =>
  write(name, [
    '代表姓名,联系电话,代表层级,承诺内容,完成情况,完成时间,核实人',
    ...Array.from({ length: 200 }, (_, at) => {
      const who = at % 40;
      const name_ = `代表${'甲乙丙丁戊己庚辛壬癸'.charAt(who % 10)}${'一二三四'.charAt(who / 10)}`;
      return `${name_},164000000${String(who).padStart(2, '0')},镇,第${from + at}件实事,已完成,2020-06-01,镇人大办`;
    }),
  ]);
const LEDGERS = [0, 1, 2, 3, 4].map((at) => ledger(`石桥镇2020年台账${at}.csv`, at * 1000));

async function figures() {
  const { code, stdout } = await jiannuo(settings, 'figures', '--year', '2020', '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout) as { persons: number; commitments: number; verified: number; verifiedRate: string };
}

const postmaster = () => Number(readFileSync(join(data, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

describe('a store from the command line and from the server', () => {
  it(
    'takes regions, a roster and a ledger in without a server, and invents nothing',
    { timeout: 120_000 },
    async () => {
      expect(await jiannuo(settings, 'import', ROSTER)).toMatchObject({ code: 2 });
      expect(await jiannuo(settings, 'regions', 'import', REGIONS)).toMatchObject({ code: 0 });
      const dry = await jiannuo(settings, 'import', ROSTER, LEDGERS[0] ?? '', '--dry-run', '--json');
      expect(JSON.parse(dry.stdout)).toMatchObject({ written: false, files: [{ status: 'ok' }, { status: 'ok' }] });
      expect(await jiannuo(settings, 'import', LEDGERS[0] ?? '', ROSTER)).toMatchObject({ code: 0 });
      expect(await figures()).toMatchObject({ persons: 40, commitments: 200, verified: 200, verifiedRate: '100.0' });
    },
  );

  it('keeps its mode, and refuses a second server and wrong words in one sentence', { timeout: 120_000 }, async () => {
    const other = await refusedStart({ ...settings, JIANNUO_MODE: 'demo' });
    expect([other.code, other.stdout.trim().split('\n').length]).toEqual([2, 1]);
    const server = await startServer(settings);
    const second = await refusedStart(settings);
    expect([second.code, second.stdout.trim().split('\n').length]).toEqual([2, 1]);
    expect(await refusedStart({ ...settings, PORT: 'many' })).toMatchObject({ code: 2 });
    expect(await jiannuo(settings, 'figures')).toMatchObject({ code: 2 });
    expect(await jiannuo(settings, 'import', file('nobody.xlsx'))).toMatchObject({ code: 2 });
    expect(await jiannuo(settings, 'import', write('注.csv', ['甲,乙', '1,2']))).toMatchObject({ code: 5 });
    await end(server, 'SIGTERM');
  });

  it('shows within a second what the command line takes in beside it', { timeout: 120_000 }, async () => {
    const server = await startServer(settings);
    const page = async () => (await fetch(`${server.address}/commitments?year=2020&q=1007`)).text();
    expect(await page()).not.toContain('第1007件实事');
    expect(await jiannuo(settings, 'import', LEDGERS[1] ?? '')).toMatchObject({ code: 0 });
    expect(await until(async () => (await page()).includes('第1007件实事'), 5000)).toBeLessThan(1000);
    const etag = (await fetch(`${server.address}/figures`)).headers.get('etag') ?? '';
    const again = await fetch(`${server.address}/figures`, { headers: { 'if-none-match': etag } });
    expect([etag, again.status]).toEqual([expect.stringMatching(/^"\S+"$/), 304]);
    const office = await fetch(`${server.address}/office`, { redirect: 'manual' });
    expect([office.status, office.headers.get('location')]).toEqual([303, '/sign-in?to=%2Foffice']);
    await end(server, 'SIGTERM');
  });

  it('killed at any moment of an import holds each file whole or not at all', { timeout: 240_000 }, async () => {
    let server = await startServer(settings);
    for (const [at, path] of LEDGERS.slice(2).entries()) {
      const importing = jiannuo(settings, 'import', path);
      const wait = performance.now() + 300 + at * 350;
      await until(() => Promise.resolve(performance.now() > wait), 5000);
      process.kill(postmaster(), 'SIGKILL');
      await end(server, 'SIGKILL');
      const { code } = await importing;
      server = await startServer(settings);
      const { commitments, verified } = await figures();
      expect(commitments % 200).toBe(0);
      expect(verified).toBe(commitments);
      // What was said to be taken in is there; what was not is taken in by the same call again.
      if (code === 0) expect(commitments).toBe((at + 3) * 200);
      expect(await jiannuo(settings, 'import', path)).toMatchObject({ code: 0 });
      expect((await figures()).commitments).toBe((at + 3) * 200);
    }
    await end(server, 'SIGTERM');
  });

  it('is backed up while it serves, and restored elsewhere it answers the same', { timeout: 120_000 }, async () => {
    const server = await startServer(settings);
    expect(await jiannuo(settings, 'backup', file('a.backup'))).toMatchObject({ code: 0 });
    await end(server, 'SIGTERM');
    const elsewhere = { JIANNUO_DATA: join(folder, 'restored') };
    const damaged = readFileSync(file('a.backup'));
    damaged[Math.floor(damaged.length / 2)] = (damaged[Math.floor(damaged.length / 2)] ?? 0) ^ 1;
    writeFileSync(file('damaged.backup'), damaged);
    expect(await jiannuo(elsewhere, 'restore', file('damaged.backup'))).toMatchObject({ code: 5 });
    expect(await jiannuo(elsewhere, 'restore', ROSTER)).toMatchObject({ code: 5 });
    expect(await jiannuo(elsewhere, 'restore', file('a.backup'))).toMatchObject({ code: 0 });
    const { stdout } = await jiannuo(elsewhere, 'figures', '--year', '2020', '--json');
    expect(JSON.parse(stdout)).toEqual(await figures());
    expect(await jiannuo(elsewhere, 'restore', file('a.backup'))).toMatchObject({ code: 5 });
  });

  it('exports what imports as all unchanged', { timeout: 120_000 }, async () => {
    for (const kind of ['roster', 'ledger']) {
      for (const ending of ['xlsx', 'csv']) {
        const path = file(`${kind}.${ending}`);
        expect(await jiannuo(settings, 'export', kind, '--year', '2020', path)).toMatchObject({ code: 0 });
        const { stdout } = await jiannuo(settings, 'import', path, '--json');
        const [report] = (JSON.parse(stdout) as { files: { sheets: Record<string, number>[] }[] }).files;
        expect(report?.sheets[0]).toMatchObject({ created: 0, changed: 0, rejected: 0 });
        expect(report?.sheets[0]?.['unchanged']).toBeGreaterThanOrEqual(40);
      }
    }
    expect(execFileSync('head', ['-c', '3', file('ledger.csv')]).toString('hex')).toBe('efbbbf');
  });
});
