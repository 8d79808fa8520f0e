import { ask } from '../../src/kernel/index.server.ts';
import type { Actor, Stage } from '../../src/kernel/index.server.ts';
import { findDeputies, readFigures } from '../../src/modules/deputies/index.server.ts';
import { DISTRICT, SHIQIAO, aCommitment, aDistrict, aPost, visitorOf } from './deputies.ts';
import { rebuild } from './figures.ts';

export const officer: Actor = { id: 'o', role: 'town-officer', region: SHIQIAO };

/** How many are in post as of a day, as the figure has it and as the list. */
export async function inPost(stage: Stage, asOf: string): Promise<[figure: number | null, list: number]> {
  const visitor = visitorOf(DISTRICT);
  const figures = await ask(stage, visitor, { query: readFigures, input: { year: 2020, asOf } });
  const list = await ask(stage, visitor, { query: findDeputies, input: { year: 2020, asOf, standing: 'in-post' } });
  return [figures.inPost, list.total];
}

/** A town with a deputy of three open commitments, and another deputy who can take them over. */
export async function aTown(stage: Stage) {
  await aDistrict(stage);
  const leaver = await aPost(stage, { region: SHIQIAO, listings: { 2020: '第一小组' } });
  const successor = await aPost(stage, { region: SHIQIAO, name: '李明', listings: { 2020: '第一小组' } });
  const [first, second, third] = [
    await aCommitment(stage, leaver),
    await aCommitment(stage, leaver, { text: '修建水渠 2 公里' }),
    await aCommitment(stage, leaver, { text: '帮助就业 8 人' }),
  ];
  await rebuild(stage);
  return { leaver, successor, commitments: [first, second, third] as const };
}

/** An answer for open commitments, in full. */
export const answerOf = (given: object) => ({ answer: 'leave', successorPostId: null, reason: null, ...given });
