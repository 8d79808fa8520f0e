import { RegionCode } from '#kernel/contract.ts';
import {
  DEMONSTRATION,
  ask,
  listDemonstrationAccounts,
  openDemonstrationAccount,
  perform,
} from '#kernel/index.server.ts';
import { findDeputies } from '#modules/deputies/index.server.ts';
import { type Store, operatorOf, visitorOf } from '../src/composition.server.ts';
import { loadDemonstrationDuties } from './duties.ts';
import { loadDemonstrationLife } from './life.ts';
import { townNamed } from './regions.ts';

interface DemoAccount {
  readonly userName: string;
  /** Without it the account is a deputy's of the town, and bears their name. */
  readonly name?: string;
  readonly role: string;
  /** The district without it. */
  readonly town?: string;
  readonly unit?: string;
}

const ACCOUNTS: readonly DemoAccount[] = [
  { userName: 'district', name: '陈立群', role: 'district-officer' },
  { userName: 'shiqiao', name: '周敏', role: 'town-officer', town: '石桥镇' },
  { userName: 'guanlan', name: '何志远', role: 'town-officer', town: '观澜镇' },
  { userName: 'clerk', name: '罗小兰', role: 'station-clerk', town: '石桥镇', unit: '石桥镇代表之家' },
  { userName: 'leader', name: '唐国强', role: 'group-leader', town: '石桥镇', unit: '石桥镇代表小组' },
  { userName: 'deputy', role: 'deputy', town: '石桥镇' },
  { userName: 'guanlan-deputy', role: 'deputy', town: '观澜镇' },
  { userName: 'admin', name: '系统管理员', role: 'admin' },
  { userName: 'security', name: '安全管理员', role: 'security' },
  { userName: 'auditor', name: '审计员', role: 'auditor' },
];

function placeOf(home: RegionCode, town: string | undefined): RegionCode {
  return town === undefined ? home : RegionCode.parse(townNamed(town).code);
}

/** Which accounts a demonstration has not yet got; none in a store that is not one, or that is still empty. */
async function missingAccounts({ mode, stage, home }: Store): Promise<readonly DemoAccount[]> {
  if (mode !== 'demo') return [];
  const visitor = visitorOf(await home());
  const { length } = (await ask(stage, visitor, { query: findDeputies, input: {} }).catch(() => ({ deputies: [] })))
    .deputies;
  if (length === 0) return [];
  const known = await ask(stage, visitor, { query: listDemonstrationAccounts, input: {} });
  return ACCOUNTS.filter(({ userName }) => known.every((account) => account.userName !== userName));
}

export async function areDemonstrationAccountsDue(store: Store): Promise<boolean> {
  return (await store.stage.hasRoom()) && (await missingAccounts(store)).length > 0;
}

/** A deputy of the town with something still to do: on whose behalf a visitor of the demonstration can act. */
async function deputyOf({ stage, home }: Store, town: RegionCode) {
  const { deputies } = await ask(stage, visitorOf(await home()), {
    query: findDeputies,
    input: { town, level: 'township' },
  });
  const busy = deputies.find(
    ({ commitments, reported }) => commitments >= 2 && reported >= 1 && reported < commitments,
  );
  return busy ?? deputies[0];
}

/** Makes an account for each role, signed in to in the one way that all accounts are. What is there stays. */
export async function loadDemonstrationAccounts(store: Store): Promise<void> {
  const { stage } = store;
  const home = await store.home();
  for (const { userName, name, role, town, unit = null } of await missingAccounts(store)) {
    const region = placeOf(home, town);
    const deputy = name === undefined ? await deputyOf(store, region) : undefined;
    const shown = name ?? deputy?.name;
    if (shown === undefined) continue;
    const input = { userName, name: shown, role, region, unit, personId: deputy?.id ?? null };
    await perform(stage, operatorOf(home), {
      useCase: openDemonstrationAccount,
      input: { ...input, ...DEMONSTRATION, key: store.secret() },
    });
  }
  await loadDemonstrationLife(store);
  await loadDemonstrationDuties(store);
}
