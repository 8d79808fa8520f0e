import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { RoleModelCriterion, type RoleModelField } from '#modules/deputies/contract.ts';
import {
  answerObjection,
  findCommitments,
  findOfficeRoleModels,
  nominateRoleModel,
  publishRoleModel,
  readPerson,
  recogniseRoleModel,
  recordAppraisal,
  recordObjection,
  saveDutyWords,
} from '#modules/deputies/index.server.ts';

interface Cast {
  readonly stage: Stage;
  /** The machine's operator. */
  readonly actor: Actor;
  readonly deputy: Actor;
}

const WORDS = [
  '一年来，我坚持每月到联系的农户家中走一走，听大家说说路、水、环境这些身边事。',
  '公示的承诺，能办的马上办，一时办不了的向大家说明原因、写明时限。工作中也有不足：入户还不够勤，个别事项进展偏慢。',
  '下一步，我将把没有办完的事接着办好，请各位选民继续监督。',
].join('\n');

interface Model {
  readonly field: RoleModelField;
  /** A field of commitments, from which somebody is taken. */
  readonly of: string;
  readonly title: string;
  readonly deeds: string;
  readonly becomes: 'nominated' | 'on-notice' | 'recognised';
  readonly objection?: string;
}

const MODELS: readonly Model[] = [
  {
    ...{ field: 'poverty', of: '助困就业', becomes: 'recognised', title: '帮一户、带一片' },
    deeds:
      '把帮扶写进承诺，逐户算账、逐户落实，联系的困难家庭都有了稳定的增收门路。每一户的进展都记在台账里，并经镇里核实。',
    objection: '公示的户数是不是把去年的也算进去了？',
  },
  {
    ...{ field: 'epidemic', of: '疫情防控', becomes: 'recognised', title: '守在路口的四十多天' },
    deeds:
      '春节起连续在村口值守，排查、消杀、劝返、代购，带头把防控措施落到每一户；复工后又帮助村里的小厂备齐防护物资。',
  },
  {
    ...{ field: 'environment', of: '人居环境', becomes: 'recognised', title: '院坝净了，路灯亮了' },
    deeds: '从自家院坝做起，发动邻里清理沟渠、整治庭院，承诺的路灯和垃圾收集点全部建成，由住户确认。',
  },
  {
    ...{ field: 'industry', of: '产业带动', becomes: 'on-notice', title: '把合作社办到坡上' },
    deeds: '牵头办起合作社，统一供苗、统一收购，承诺带动的农户全部入社，收益按户公开。',
  },
  {
    ...{ field: 'values', of: '文化体育', becomes: 'nominated', title: '村里的读书角' },
    deeds: '把闲置的仓房改成读书角，每周开放，组织移风易俗的院坝会，红白事从简成了习惯。',
  },
];

const before = (stage: Stage, days: number): Stage => ({
  ...stage,
  now: () => stage.now().subtract({ hours: 24 * days }),
});

async function nominate({ stage, actor }: Cast, model: Model): Promise<string | undefined> {
  // There was no epidemic before 2020.
  const asked = { year: model.field === 'epidemic' ? 2020 : 2019, counted: 'verified', field: model.of };
  const { commitments } = await ask(stage, actor, { query: findCommitments, input: asked });
  const [commitment] = commitments;
  if (commitment === undefined) return undefined;
  const person = await ask(stage, actor, { query: readPerson, input: { personId: commitment.personId } });
  const post = person.posts.find(({ isHeld }) => isHeld);
  if (post === undefined) return undefined;
  const { field, title, deeds } = model;
  const input = {
    ...{ membershipId: post.id, field, title, deeds, criteria: RoleModelCriterion.options },
    commitmentIds: [commitment.id],
  };
  return (await perform(stage, actor, { useCase: nominateRoleModel, input })).id;
}

/** One that was recognised was published a month ago; one on notice is still open to objections. */
async function lead(cast: Cast, model: Model): Promise<void> {
  const { stage, actor } = cast;
  const then = before(stage, model.becomes === 'on-notice' ? 2 : 30);
  const roleModelId = await nominate({ ...cast, stage: then }, model);
  if (roleModelId === undefined || model.becomes === 'nominated') return;
  await perform(then, actor, { useCase: publishRoleModel, input: { roleModelId } });
  if (model.objection !== undefined) {
    const day = then.now().toZonedDateTimeISO('Asia/Shanghai').toPlainDate().toString();
    const objection = { roleModelId, day, objector: '来信，未署名', text: model.objection };
    const { id } = await perform(then, actor, { useCase: recordObjection, input: objection });
    const answer = '经入户核对，公示的都是今年新增的，去年的没有计入。';
    await perform(then, actor, { useCase: answerObjection, input: { objectionId: id, isUpheld: false, answer } });
  }
  if (model.becomes === 'recognised') {
    await perform(stage, actor, { useCase: recogniseRoleModel, input: { roleModelId } });
  }
}

/** Lets the deputy of the demonstration report on two years, one of them appraised, and names role models. Once. */
export async function loadDemonstrationReports(cast: Cast, post: { readonly membershipId: string }): Promise<void> {
  const { stage, actor, deputy } = cast;
  const { total } = await ask(stage, actor, { query: findOfficeRoleModels, input: {} });
  if (total > 0) return;
  const words = { personId: deputy.personId, year: 2020, revision: 0, text: WORDS };
  await perform(stage, deputy, { useCase: saveDutyWords, input: words });
  const appraisal = {
    ...{ membershipId: post.membershipId, year: 2020, day: '2020-10-16', place: '石桥村便民服务中心' },
    ...{ eligible: 86, present: 74, satisfied: 63, basically: 9, dissatisfied: 1, abstained: 1 },
  };
  await perform(stage, actor, { useCase: recordAppraisal, input: appraisal });
  for (const model of MODELS) await lead(cast, model);
}
