import { randomUUID } from 'node:crypto';
import { COUNTRY, RegionCode } from '#kernel/contract.ts';
import { processAttachments } from '#kernel/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { clockOf, openStore } from '../../src/composition.server.ts';
import { aNoise } from './pictures.ts';
import { actorIn, anAttachment } from './reports.ts';

/**
 * For the tests in a browser: puts a photo that waits for screening into the store that the settings name, beside the
 * server, and prints its id.
 */
const store = await openStore(readConfig(process.env), { isModeAsked: false });
try {
  const region = RegionCode.parse(process.argv[2]);
  const content = await aNoise(Number(process.argv[3]), 600);
  const id = await anAttachment(store, {
    content,
    region,
    subject: randomUUID(),
    by: actorIn('deputy', region, 'account-1'),
  });
  await processAttachments(store, clockOf(COUNTRY), 100);
  process.stdout.write(id);
} finally {
  await store.close();
}
