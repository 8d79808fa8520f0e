import { expect } from 'vitest';
import { ask, linkAccount, perform, readAccount } from '#kernel/index.server.ts';
import { actorWith, anAccount } from '#tests/support/accounts.ts';
import { DISTRICT, SHIQIAO, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { aLife } from '#tests/support/life.ts';
import { verifyCommitment } from './verify-commitment.ts';

test('an officer whose account is linked to the deputy that they are does not verify their own promise', async ({
  stage,
}) => {
  await aDistrict(stage);
  const post = await aPost(stage, { region: SHIQIAO, name: '张伟' });
  const { id: commitmentId } = await aLife(stage, 'claimed', { post });
  const accountId = await anAccount(stage, { role: 'town-officer', region: SHIQIAO, unit: null });
  const admin = actorWith('admin', DISTRICT);
  await perform(stage, admin, { useCase: linkAccount, input: { accountId, personId: post.personId } });
  const { account } = await ask(stage, admin, { query: readAccount, input: { accountId } });
  if (account.personId === null) throw new Error('not linked');
  const officer = { ...actorWith('town-officer', SHIQIAO, accountId), personId: account.personId };
  const input = { commitmentId, revision: 1, method: 'on-site', how: '现场看过' };
  const attempt = perform(stage, officer, { useCase: verifyCommitment, input });
  await expect(attempt).rejects.toMatchObject({ code: 'commitment.verified-by-promiser' });
});
