import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { writeWorkbook } from '#platform/workbook/write.ts';
import { DISTRICT, GUANLAN, aDistrict, operatorOf, test } from '#tests/support/deputies.ts';
import { townOfficer } from '#tests/support/life.ts';
import { verifyCommitment } from '../life/verify-commitment.ts';
import { decideBatch } from './decide-batch.ts';
import { readBatch } from './read-batch.ts';
import { openBatchRunner } from './run-batches.ts';
import { startBatch } from './start-batch.ts';

const ROSTER = {
  ...{ name: '名册', title: '云川区观澜镇2020年代表名册', headings: ['姓名', '联系电话', '代表层级'] },
  rows: [['王伟', '19000000001', '镇']],
};
const LEDGER = {
  ...{ name: '台账', title: '2020年承诺台账（观澜镇）' },
  headings: ['代表姓名', '代表层级', '承诺内容', '完成情况', '完成时间'],
  rows: [['王伟', '镇', '安装路灯20盏', '已完成', '2020年6月']],
};

/** Hands a town's workbook in, has it read, and written by the decision of an officer. */
async function imported(stage: Stage, officer: Actor): Promise<void> {
  const actor = operatorOf(DISTRICT);
  const failures: unknown[] = [];
  const runner = await openBatchRunner({
    ...{ stage, actor: () => Promise.resolve(actor), onFailure: (error: unknown) => failures.push(error) },
  });
  const files = [{ name: '观澜镇2020.xlsx', bytes: await writeWorkbook([ROSTER, LEDGER]) }];
  const { batchId } = await perform(stage, officer, { useCase: startBatch, input: { token: 'one', files } });
  runner.wake();
  await runner.idle();
  const { round } = await ask(stage, officer, { query: readBatch, input: { batchId } });
  await perform(stage, officer, { useCase: decideBatch, input: { batchId, round, decision: 'write' } });
  runner.wake();
  await runner.idle();
  expect(failures).toEqual([]);
}

describe('what a ledger says is done', () => {
  test('was keyed in by whoever had it written: they do not verify it, somebody else does', async ({ stage }) => {
    await aDistrict(stage);
    const officer = townOfficer(GUANLAN);
    await imported(stage, officer);
    const { rows } = await sql<{ id: string; by: string; person: string; state: string; revision: number }>`
      select id, claimed_by as "by", claimed_person as person, state, revision from deputies.commitment`.execute(
      stage.database,
    );
    expect(rows).toMatchObject([{ by: officer.id, person: officer.personId, state: 'claimed' }]);
    const [{ id: commitmentId, revision } = { id: '', revision: 0 }] = rows;
    const input = { commitmentId, revision, method: 'on-site', how: '实地查看' };
    const own = perform(stage, officer, { useCase: verifyCommitment, input });
    await expect(own).rejects.toMatchObject({ code: 'commitment.verified-by-claimer' });
    const samePerson = townOfficer(GUANLAN, { personId: officer.personId ?? '' });
    const again = perform(stage, samePerson, { useCase: verifyCommitment, input });
    await expect(again).rejects.toMatchObject({ code: 'commitment.verified-by-claimer' });
    const other = perform(stage, townOfficer(GUANLAN), { useCase: verifyCommitment, input });
    await expect(other).resolves.toMatchObject({ state: 'fulfilled' });
  });
});
