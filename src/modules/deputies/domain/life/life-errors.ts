import { Problem } from '#kernel/contract.ts';
import { type CommitmentAction, type CommitmentState, STATE_LABELS } from '../../contract.ts';

/** What can stand in the way of a change to a commitment. */
export const lifeErrors = {
  changedMeanwhile: (commitmentId: string) =>
    new Problem('conflict', 'commitment.changed-meanwhile', {
      says: {
        zh: '这项承诺刚刚被别人改动过，您的操作没有保存。请看最新内容后再决定。',
        en: 'Somebody has just changed this commitment, and nothing of yours was saved. Look at it as it stands now, then decide.',
      },
      facts: { commitmentId },
    }),
  notNow: (action: CommitmentAction, state: CommitmentState) =>
    new Problem('conflict', 'commitment.not-now', {
      says: {
        zh: `承诺目前为“${STATE_LABELS[state].zh}”，不能进行此操作。请刷新页面查看最新状态。`,
        en: `The commitment is “${STATE_LABELS[state].en}” now, and this cannot be done. Reload the page to see how it stands.`,
      },
      facts: { action, state },
    }),
  postNotHeld: () =>
    new Problem('conflict', 'commitment.post-not-held', {
      says: {
        zh: '这名代表目前不在任，或者暂停执行职务，不能公示新的承诺。',
        en: 'The post is not held at present, or is suspended: nothing new can be promised in it.',
      },
    }),
  notYours: () =>
    new Problem('forbidden', 'commitment.not-yours', {
      says: {
        zh: '这项承诺不在您的职责范围内，不能办理。',
        en: 'This commitment is not yours to act upon.',
      },
    }),
  ownCommitment: () =>
    new Problem('forbidden', 'commitment.own', {
      says: {
        zh: '这是您自己的承诺，请由其他工作人员办理。',
        en: 'This is a commitment of your own: a colleague has to deal with it.',
      },
    }),
  verifierUnknown: () =>
    new Problem('forbidden', 'commitment.verifier-unknown', {
      says: {
        zh: '您的账号没有登记是谁在使用，不能核实。请管理员在账号中关联到本人。',
        en: 'Nobody knows who you are: your account is linked to no person, so it cannot verify. Ask the administrator to link it.',
      },
    }),
  verifiedByPromiser: () =>
    new Problem('forbidden', 'commitment.verified-by-promiser', {
      says: {
        zh: '不能核实自己的承诺，请由他人核实。',
        en: 'Nobody verifies a commitment of their own: somebody else has to.',
      },
    }),
  verifiedByClaimer: () =>
    new Problem('forbidden', 'commitment.verified-by-claimer', {
      says: {
        zh: '完成情况是您录入的，请由他人核实。',
        en: 'It was you who keyed in that this is done: somebody else has to verify it.',
      },
    }),
  verifiedBySubordinate: () =>
    new Problem('forbidden', 'commitment.verified-by-subordinate', {
      says: {
        zh: '这位代表是本镇街的领导干部，其承诺由区人大核实。',
        en: 'This deputy leads the town’s office: the district verifies their commitments.',
      },
    }),
  judgedByChecker: () =>
    new Problem('forbidden', 'dispute.judged-by-checker', {
      says: {
        zh: '异议针对的是您本人的核实，请由他人处理。',
        en: 'The dispute is about what you have checked yourself: somebody else has to decide it.',
      },
    }),
  methodMissing: () =>
    new Problem('invalid', 'dispute.method-missing', {
      says: {
        zh: '异议成立会退回已报告的完成情况，请选择是怎样核实的。',
        en: 'Upholding it refuses what was reported: say how it was checked.',
      },
    }),
  halfMeasured: () =>
    new Problem('invalid', 'commitment.half-measured', {
      says: {
        zh: '数量和单位要一起填写，如 20 盏；不填数量时两项都留空。',
        en: 'Give a quantity together with its unit, such as 20 lamps, or leave both empty.',
      },
    }),
  notPassed: () =>
    new Problem('invalid', 'review.not-passed', {
      says: {
        zh: '审核清单有一项为“否”，不能公示：请退回并说明原因。',
        en: 'One question of the check list is answered with no, so it cannot be published: return it and say why.',
      },
    }),
  noteMissing: () =>
    new Problem('invalid', 'review.note-missing', {
      says: { zh: '退回时请说明需要怎样修改。', en: 'Say what has to be changed when you return it.' },
    }),
  dayInFuture: () =>
    new Problem('invalid', 'entry.day-in-future', {
      says: { zh: '日期不能晚于今天。', en: 'The day cannot lie in the future.' },
    }),
  unknownMilestone: () =>
    new Problem('not-found', 'milestone.unknown', {
      says: { zh: '没有这个节点。', en: 'There is no such milestone.' },
    }),
  milestoneElsewhere: () =>
    new Problem('invalid', 'milestone.elsewhere', {
      says: {
        zh: '所选节点不属于这条承诺，请重新选择。',
        en: 'The milestone belongs to another commitment: choose again.',
      },
    }),
  milestoneSettled: () =>
    new Problem('conflict', 'milestone.settled', {
      says: { zh: '这个节点已经到达或已取消。', en: 'This milestone has been reached, or given up, already.' },
    }),
  milestoneAfterDue: () =>
    new Problem('invalid', 'milestone.after-due', {
      says: {
        zh: '节点的计划日期不能晚于完成时限。',
        en: 'A milestone cannot be planned for a day after the commitment is due.',
      },
    }),
  tooManyMilestones: (most: number) =>
    new Problem('invalid', 'milestone.too-many', {
      says: { zh: `每条承诺最多 ${most} 个节点。`, en: `A commitment has at most ${most} milestones.` },
      facts: { most },
    }),
  unknownPost: () =>
    new Problem('not-found', 'membership.unknown', {
      says: { zh: '没有这项任职，或者已经结束。', en: 'There is no such post, or it has ended.' },
    }),
  unknownEntry: () =>
    new Problem('not-found', 'entry.unknown', {
      says: { zh: '没有这条进展。', en: 'There is no such entry.' },
    }),
  alreadyThere: (commitmentId: string) =>
    new Problem('conflict', 'commitment.already-there', {
      says: {
        zh: '该代表本年度已有文字相同的承诺。',
        en: 'This deputy has a commitment of the same words in that year already.',
      },
      facts: { commitmentId },
    }),
  alreadyCarried: () =>
    new Problem('conflict', 'commitment.already-carried', {
      says: { zh: '这项承诺已经结转到下一年。', en: 'This commitment has been carried over already.' },
    }),
  nothingChanged: () =>
    new Problem('invalid', 'commitment.nothing-changed', {
      says: {
        zh: '内容和原来一样，没有写入。请修改后再保存。',
        en: 'The wording is the same as before, and nothing was written: change it, then save.',
      },
    }),
  dueBeforeYear: (year: number) =>
    new Problem('invalid', 'commitment.due-outside-year', {
      says: {
        zh: `完成时限不能早于 ${year} 年。`,
        en: `The due day cannot lie before ${year}.`,
      },
      facts: { year },
    }),
  unknownRound: () =>
    new Problem('not-found', 'confirmation.unknown', {
      says: {
        zh: '没有这个评议码，或者评议已经结束。',
        en: 'There is no such code, or the round of answers is over.',
      },
    }),
  alreadyAnswered: () =>
    new Problem('conflict', 'confirmation.already-answered', {
      says: { zh: '您已经评议过这项承诺，谢谢。', en: 'You have answered for this commitment already. Thank you.' },
    }),
  tooManyAnswers: () =>
    new Problem('conflict', 'confirmation.too-many', {
      says: {
        zh: '这个网络的评议次数已经很多，请换手机流量再试，或到站点填写。',
        en: 'There have been many answers from this network: try with mobile data, or answer at the station.',
      },
    }),
  roundOpen: () =>
    new Problem('conflict', 'confirmation.already-open', {
      says: { zh: '这项承诺的群众评议正在进行。', en: 'Residents are being asked about this commitment already.' },
    }),
  unknownDispute: () =>
    new Problem('not-found', 'dispute.unknown', {
      says: { zh: '没有这条异议，或者已经处理。', en: 'There is no such dispute, or it has been decided.' },
    }),
};
