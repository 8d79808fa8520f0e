import { type Actor, ask, listDemonstrationAccounts, perform } from '#kernel/index.server.ts';
import type { RegionCode } from '#kernel/contract.ts';
import type { Wording } from '#modules/deputies/contract.ts';
import {
  draftCommitment,
  readMine,
  reportProgress,
  reviewCommitment,
  submitCommitment,
} from '#modules/deputies/index.server.ts';
import { type Store, operatorOf, visitorOf } from '../src/composition.server.ts';
import { loadDemonstrationActivities } from './activities.ts';
import { loadDemonstrationReports } from './reports.ts';

const YEAR = 2020;

const PLAIN = { kind: 'personal' as const, worry: null, themes: [], targetQuantity: null, targetUnit: null };

/** What deputies of the demonstration have just written; nothing of it is published, and so no figure counts it. */
const NEW: readonly (Wording & { readonly is: 'draft' | 'submitted' | 'returned' })[] = [
  {
    ...PLAIN,
    ...{ is: 'submitted', field: '养老助残', worry: 'practical', dueDay: '2020-12-15' },
    ...{ text: '为老年活动室更换桌椅12套', target: '桌椅12套', targetQuantity: '12', targetUnit: '套' },
  },
  {
    ...PLAIN,
    ...{ is: 'submitted', field: '道路交通', dueDay: '2020-12-31' },
    ...{ text: '在村小学门口增设减速带3处', target: '减速带3处', targetQuantity: '3', targetUnit: '处' },
  },
  {
    ...PLAIN,
    ...{ is: 'returned', field: '人居环境', dueDay: '2020-12-20' },
    ...{ text: '努力改善村里的环境卫生', target: null },
  },
  {
    ...PLAIN,
    ...{ is: 'draft', field: '助困就业', dueDay: '2020-12-31' },
    ...{ text: '帮助返乡农民工找到工作5人', target: '就业5人', targetQuantity: '5', targetUnit: '人' },
  },
];

const RETURN = {
  ...{ isSpecific: false, isVerifiable: false, isOwn: true, decision: 'return' },
  note: '请写明在哪里、做什么、做到多少，例如“清理河沟2公里”。',
} as const;

interface Cast {
  readonly deputy: Actor;
  readonly officer: Actor;
}

async function promise({ stage }: Store, { deputy, officer }: Cast, membershipId: string): Promise<void> {
  for (const { is, ...wording } of NEW) {
    const input = { ...wording, membershipId, year: YEAR };
    const draft = await perform(stage, deputy, { useCase: draftCommitment, input });
    if (is === 'draft') continue;
    const submitted = await perform(stage, deputy, { useCase: submitCommitment, input: draft });
    if (is === 'submitted') continue;
    await perform(stage, officer, { useCase: reviewCommitment, input: { ...submitted, ...RETURN } });
  }
}

async function actors(store: Store): Promise<Cast | undefined> {
  const home = await store.home();
  const known = await ask(store.stage, visitorOf(home), { query: listDemonstrationAccounts, input: {} });
  const actorOf = (userName: string, region?: RegionCode): Actor | undefined => {
    const account = known.find((one) => one.userName === userName);
    const grant = account?.grants[0];
    if (account?.personId == null || grant === undefined) return undefined;
    const { role } = grant;
    return { id: account.id, role, region: region ?? grant.region, personId: account.personId };
  };
  const [deputy, officer] = [actorOf('deputy', home), actorOf('shiqiao')];
  return deputy && officer && { deputy, officer };
}

/** Lets a deputy of the demonstration write and report, so that the office has something to do. Once: what is there stays. */
export async function loadDemonstrationLife(store: Store): Promise<void> {
  const { stage } = store;
  const cast = await actors(store);
  if (cast === undefined) return;
  const mine = await ask(stage, cast.deputy, { query: readMine, input: { year: YEAR } });
  const [post] = mine.posts;
  if (post === undefined) return;
  const operator = operatorOf(await store.home());
  await loadDemonstrationActivities(stage, operator, post);
  await loadDemonstrationReports({ stage, actor: operator, deputy: cast.deputy }, post);
  if (mine.commitments.some(({ text }) => text === NEW[0]?.text)) return;
  await promise(store, cast, post.membershipId);
  const open = mine.commitments.find(({ state }) => state === 'published');
  if (open === undefined) return;
  const report = {
    id: stage.newId(),
    commitmentId: open.id,
    text: '本月参加小组活动两次，入户走访 6 户。',
    day: '2020-10-24',
  };
  await perform(stage, cast.deputy, { useCase: reportProgress, input: report });
}
