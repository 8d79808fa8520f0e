import { sql } from 'kysely';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Stage } from '#kernel/index.server.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { DISTRICT, aDistrict, operatorOf, test } from '#tests/support/deputies.ts';
import { importFiles } from './import-files.ts';

const HEADINGS = ['姓名', '联系电话', '代表层级', '代表小组'];
const PEOPLE = Array.from({ length: 12 }, (_, at) => [`代表${at + 10}`, `164000000${at + 10}`, '镇', '第一小组']);
const PROMISES = PEOPLE.map(([name = '', phone = ''], at) => [name, phone, '镇', `实事第${at}件`]);

const roster = { name: '观澜镇2020年名册.csv', bytes: writeCsv({ headings: HEADINGS, rows: PEOPLE }) };
const LEDGER = { name: '台账', headings: ['代表姓名', '联系电话', '代表层级', '承诺内容'], rows: PROMISES };

async function commitments({ database }: Stage): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from deputies.commitment`.execute(database);
  return rows[0]?.n ?? NaN;
}

const options = { dryRun: false, partial: false };

describe('import of files', () => {
  test('takes ledgers after rosters, whatever the order, and tells of each file in its place', async ({ stage }) => {
    await aDistrict(stage);
    const ledger = { name: '观澜镇2020年台账.xlsx', bytes: await writeWorkbook([LEDGER]) };
    const broken = { name: '坏.xlsx', bytes: ledger.bytes.slice(0, 500) };
    const steps: number[] = [];
    const files = [ledger, broken, roster];
    const onProgress = (done: number) => steps.push(done);
    const report = await importFiles(stage, operatorOf(DISTRICT), { files, options, onProgress });
    expect(report.files.map(({ file, status, code }) => [file, status, code])).toEqual([
      ['观澜镇2020年台账.xlsx', 'ok', undefined],
      ['坏.xlsx', 'refused', 'file.damaged'],
      ['观澜镇2020年名册.csv', 'ok', undefined],
    ]);
    expect(report.written).toBe(true);
    expect(await commitments(stage)).toBe(12);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });

  test('a dry run tells the same and writes nothing', async ({ stage }) => {
    await aDistrict(stage);
    const ledger = { name: '观澜镇2020年台账.xlsx', bytes: await writeWorkbook([LEDGER]) };
    const call = { files: [roster, ledger], options: { ...options, dryRun: true } };
    const report = await importFiles(stage, operatorOf(DISTRICT), call);
    expect(report).toMatchObject({ written: false, files: [{ status: 'ok' }, { status: 'ok' }] });
    expect(await commitments(stage)).toBe(0);
  });

  test('of files with any bytes changed never fails and never writes half of one', async ({ stage }) => {
    await aDistrict(stage);
    await importFiles(stage, operatorOf(DISTRICT), { files: [roster], options });
    const good = await writeWorkbook([LEDGER]);
    const change = fc.record({ at: fc.nat({ max: good.length - 1 }), to: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const bytes = Uint8Array.from(good);
        for (const { at, to } of changes) bytes[at] = to;
        const before = await commitments(stage);
        const files = [{ name: '观澜镇2020年台账.xlsx', bytes }];
        const { written, files: reports } = await importFiles(stage, operatorOf(DISTRICT), { files, options });
        const [report] = reports;
        expect(['ok', 'faults', 'refused']).toContain(report?.status);
        const created = report?.sheets.reduce((sum, sheet) => sum + sheet.created, 0) ?? 0;
        expect((await commitments(stage)) - before).toBe(written ? created : 0);
      }),
      { numRuns: 25 },
    );
  });
});
