import { RegionCode } from '#kernel/contract.ts';
import { perform } from '#kernel/index.server.ts';
import { openConfirmation } from '#modules/deputies/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '../../src/composition.server.ts';

/**
 * For the tests in a browser: asks residents about a commitment, beside the server, as the office does, and prints the
 * code that would hang on the wall.
 */
const store = await openStore(readConfig(process.env), { isModeAsked: false });
try {
  const [region, commitmentId] = process.argv.slice(2);
  const officer = { id: 'account-1', role: 'district-officer', region: RegionCode.parse(region) } as const;
  const { code } = await perform(store.stage, officer, {
    useCase: openConfirmation,
    input: { commitmentId, days: 14 },
  });
  process.stdout.write(code);
} finally {
  await store.close();
}
