import { readConfig } from '#platform/config.ts';
import { openStore } from '../composition.server.ts';
import { loadDemonstrationAccounts } from '../../demo/accounts.ts';
import { loadDemonstration } from '../../demo/load.ts';
import { say } from './say.ts';

// A process of its own: what it takes to write and read 136 workbooks is given back when it ends.
const store = await openStore(readConfig(process.env), { isModeAsked: false, say });
try {
  await loadDemonstration(store, say);
  await loadDemonstrationAccounts(store);
} finally {
  await store.close();
}
