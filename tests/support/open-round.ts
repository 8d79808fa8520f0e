import { RegionCode } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { openConfirmation, readOfficeCommitment } from '#modules/deputies/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '../../src/composition.server.ts';

/**
 * For the tests in a browser: asks residents about a commitment, beside the server, as the office does, and prints the
 * code that would hang on the wall; that of the round that is open already, if there is one.
 */
const store = await openStore(readConfig(process.env), { isModeAsked: false });
try {
  const { stage } = store;
  const [region, commitmentId] = process.argv.slice(2);
  const officer = { id: 'account-1', role: 'district-officer', region: RegionCode.parse(region) } as const;
  const { item, rounds, asOf } = await ask(stage, officer, { query: readOfficeCommitment, input: { commitmentId } });
  const open = rounds.find(({ closesAt }) => closesAt > asOf);
  const input = { commitmentId, revision: item.revision, days: 14 };
  const { code } = open ?? (await perform(stage, officer, { useCase: openConfirmation, input }));
  process.stdout.write(code);
} finally {
  await store.close();
}
