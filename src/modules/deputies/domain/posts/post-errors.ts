import { Problem } from '#kernel/contract.ts';

/** What can be wrong with a change of posts and of who holds them. */
export const postErrors = {
  unknownPost: () =>
    new Problem('not-found', 'post.unknown', {
      says: {
        zh: '没有这个代表职务，或者不在您的范围内。',
        en: 'There is no such post, or it is not within your region.',
      },
    }),
  unknownPerson: () =>
    new Problem('not-found', 'person.unknown', {
      says: { zh: '没有这个人，或者不在您的范围内。', en: 'There is no such person, or not within your region.' },
    }),
  unknownReprint: () =>
    new Problem('not-found', 'reprint.unknown', {
      says: {
        zh: '这些重印任务已经办结，或者不在您的范围内。',
        en: 'These reprints are finished already, or not within your region.',
      },
    }),
  notYours: () =>
    new Problem('forbidden', 'post.not-yours', {
      says: {
        zh: '这名代表的职务不由您管理。请联系区人大或所在镇街。',
        en: 'This post is not yours to manage: ask the district or the town that it belongs to.',
      },
    }),
  endedAlready: (day: string) =>
    new Problem('conflict', 'post.ended-already', {
      says: {
        zh: `这个职务已于 ${day} 结束。要改正，请先撤销原来的登记。`,
        en: `This post ended on ${day} already. To correct it, take the ending back first.`,
      },
      facts: { day },
    }),
  notEnded: () =>
    new Problem('conflict', 'post.not-ended', {
      says: { zh: '工作台没有登记过这个职务结束。', en: 'The office has not recorded an end of this post.' },
    }),
  dayBeforeBegin: (day: string) =>
    new Problem('invalid', 'post.day-before-begin', {
      says: {
        zh: `日期早于任职开始的 ${day}，请核对。`,
        en: `The day lies before the post began on ${day}: check it.`,
      },
      facts: { day },
    }),
  dayInFuture: () =>
    new Problem('invalid', 'post.day-in-future', {
      says: {
        zh: '日期还没有到。请在当天或之后登记。',
        en: 'The day lies ahead: record it on that day or later.',
      },
    }),
  notSuspended: () =>
    new Problem('conflict', 'post.not-suspended', {
      says: { zh: '这个职务没有处于暂停执行职务期间。', en: 'This post is not suspended.' },
    }),
  suspendedAlready: () =>
    new Problem('conflict', 'post.suspended-already', {
      says: {
        zh: '这个职务当时已登记暂停。请先登记恢复，或填写上次暂停结束以后的日期。',
        en: 'The post is suspended at that time already: resume it first, or give a day after that suspension.',
      },
    }),
  noSuccessor: () =>
    new Problem('invalid', 'post.no-successor', {
      says: {
        zh: '移交承诺需要选择继任代表，而且继任代表要在任。',
        en: 'Choose the successor who takes the commitments over; the successor must be in post.',
      },
    }),
  noReason: () =>
    new Problem('invalid', 'post.no-reason', {
      says: {
        zh: '撤回承诺需要写明向公众说明的理由（至少 4 个字）。',
        en: 'A withdrawal needs a reason that the public can read (at least 4 characters).',
      },
    }),
  nobodyNamed: () =>
    new Problem('invalid', 'post.nobody-named', {
      says: { zh: '请选择一个人，或者填写新代表的姓名。', en: 'Choose a person, or give the name of a new one.' },
    }),
  notOnePost: () =>
    new Problem('invalid', 'post.not-one', {
      says: {
        zh: '只有同一个人在同一镇街、同一层级，时间重叠或首尾相接的两个职务才能合成一个。',
        en: 'Only two posts of one person, of one level in one town, become one: at one time, or one right after the other.',
      },
    }),
  decisionLost: () =>
    new Problem('conflict', 'post.decision-lost', {
      says: {
        zh: '工作台对要并入的职务登记过结束、暂停或领导职务，保留的职务没有同样的登记。请改为保留那一个，或先撤销登记。',
        en: 'The office has recorded an end, a suspension or a leading post of the one that goes, and not of the one that is kept: keep that one instead, or take it back first.',
      },
    }),
  heldAlready: (name: string) =>
    new Problem('conflict', 'post.held-already', {
      says: {
        zh: `${name} 同一时间在同一镇街、同一层级已有一个职务，两个不能并存。请先核对任期。`,
        en: `${name} holds a post of that level in that town at the same time already: check the terms first.`,
      },
      facts: { name },
    }),
};

export const personErrors = {
  portraitIsNoPicture: () =>
    new Problem('invalid', 'person.portrait-is-no-picture', {
      says: {
        zh: '这个文件不是照片。请选择 JPEG、PNG 或 WebP 图片。',
        en: 'This file is no photo: choose a JPEG, PNG or WebP picture.',
      },
    }),
  samePerson: () =>
    new Problem('invalid', 'person.same', {
      says: { zh: '两条记录是同一条，请另选一条。', en: 'Both are the same record: choose another one.' },
    }),
  samePost: () =>
    new Problem('invalid', 'post.same', {
      says: { zh: '两边是同一个职务，请另选一个。', en: 'Both are the same post: choose another one.' },
    }),
  mergedAlready: () =>
    new Problem('conflict', 'person.merged-already', {
      says: {
        zh: '其中一条记录已经合并过。请刷新后再试。',
        en: 'One of the records was merged already: reload, then try again.',
      },
    }),
  verifiedOwn: (count: number) =>
    new Problem('conflict', 'person.verified-own', {
      says: {
        zh: `有 ${count} 条承诺是这两条记录中的一方核实另一方的；合并后等于自己核实自己。请先重新核实这些承诺。`,
        en: `One of the two verified ${count} commitments of the other, which would become verified by oneself: have them verified anew first.`,
      },
      facts: { count },
    }),
  verifiedOwnPosts: (count: number) =>
    new Problem('conflict', 'person.verified-own', {
      says: {
        zh: `接收这些职务的人核实过其中 ${count} 条承诺；移过去后等于自己核实自己。请先重新核实这些承诺。`,
        en: `Whoever these posts would go to verified ${count} of their commitments, which would become verified by oneself: have them verified anew first.`,
      },
      facts: { count },
    }),
  allPosts: () =>
    new Problem('invalid', 'person.all-posts', {
      says: {
        zh: '不能把全部职务都拆出去：至少留下一个。',
        en: 'Not all posts can go: leave at least one with this person.',
      },
    }),
  notOnePost: () =>
    new Problem('invalid', 'person.not-one-post', {
      says: {
        zh: '只有同一镇街、同一层级、同一时间的两个职务才能合成一个，而且一个职务只能并入一个。请重新预览。',
        en: 'Only two posts of one level in one town at one time become one, and each post goes into one other: preview it anew.',
      },
    }),
  undoneAlready: () =>
    new Problem('conflict', 'person.undone-already', {
      says: {
        zh: '这次操作已经撤销，或者之后又有变动，不能撤销。',
        en: 'It was undone already, or something changed since.',
      },
    }),
  nameDiffers: () =>
    new Problem('invalid', 'person.name-differs', {
      says: {
        zh: '请照样输入姓名，以确认要清除的是这个人。清除后不能恢复。',
        en: 'Type the name as it stands, to confirm who is to be erased. It cannot be undone.',
      },
    }),
  wrongReading: (count: number) =>
    new Problem('invalid', 'person.wrong-reading', {
      says: {
        zh: `姓名有 ${count} 个字，请为每个字填写一个拼音。`,
        en: `The name has ${count} characters: give one reading for each.`,
      },
      facts: { count },
    }),
  noPhone: () =>
    new Problem('not-found', 'phone.not-shown', {
      says: { zh: '这位代表没有公开电话。', en: 'This deputy has no number that is shown.' },
    }),
  tooManyReveals: () =>
    new Problem('conflict', 'phone.too-many', {
      says: {
        zh: '您查看的号码太多了，请过一小时再试，或者到代表之家查看公示墙。',
        en: 'You have looked at too many numbers: try again in an hour, or look at the wall in the Deputies’ Home.',
      },
    }),
};

/** What can stand on a change of congress. */
const STANDS_ON = {
  change: { zh: '同一层级的又一次换届', en: 'a later change of congress of that level' },
  post: { zh: '相关职务的变动或后续名册', en: 'changes or later rosters of its posts' },
  commitment: { zh: '新职务的其他承诺', en: 'other commitments of the new posts' },
  moved: { zh: '移交、撤回或退回的承诺的后续处理', en: 'work on commitments handed over, withdrawn or returned' },
  version: { zh: '移交的承诺的文字修订', en: 'a new wording of a commitment handed over' },
  review: { zh: '移交的承诺的审核', en: 'a review of a commitment handed over' },
  progress: { zh: '移交的承诺的进展记录', en: 'reports on a commitment handed over' },
  milestone: { zh: '移交的承诺的节点变动', en: 'milestones planned or given up on a commitment handed over' },
  verification: { zh: '移交的承诺的核实', en: 'a verification of a commitment handed over' },
  round: { zh: '移交的承诺的群众确认', en: 'a confirmation by residents of a commitment handed over' },
  dispute: { zh: '对移交的承诺的异议', en: 'a dispute of a commitment handed over' },
} as const;

export type StandsOnCongress = keyof typeof STANDS_ON;

export const congressErrors = {
  changedMeanwhile: () =>
    new Problem('conflict', 'congress.changed-meanwhile', {
      says: {
        zh: '预览之后名单或承诺有变化，没有写入。请看新的预览。',
        en: 'Posts or commitments have changed since the preview, and nothing was done: look at the new preview.',
      },
    }),
  nothingToDo: () =>
    new Problem('invalid', 'congress.nothing-to-do', {
      says: {
        zh: '没有可换届的代表：请先导入新一届的名册。',
        en: 'There is nobody to change: import the rosters of the new congress first.',
      },
    }),
  stands: (on: readonly StandsOnCongress[]) =>
    new Problem('conflict', 'congress.stands', {
      says: {
        zh: `换届之后已有${on.map((what) => STANDS_ON[what].zh).join('、')}，不能整体撤销。`,
        en: `The change of congress cannot be taken back as a whole; on it stand already: ${on
          .map((what) => STANDS_ON[what].en)
          .join(', ')}.`,
      },
      facts: { on: on.join(' ') },
    }),
  unknown: () =>
    new Problem('not-found', 'congress.unknown', {
      says: { zh: '没有这次换届，或者已经撤销。', en: 'There is no such change of congress, or it was taken back.' },
    }),
};
