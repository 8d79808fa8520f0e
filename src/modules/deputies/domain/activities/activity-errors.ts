import { type Bilingual, Problem } from '#kernel/contract.ts';
import { ACTIVITY_STATE_LABELS, type ActivityState } from '../../contract.ts';

/** What can stand in the way of planning and holding activities, and of their quotas. */
export const activityErrors = {
  unknown: () =>
    new Problem('not-found', 'activity.unknown', {
      says: { zh: '没有这次活动，或者不在您的范围内。', en: 'There is no such activity, or it is not yours to see.' },
    }),
  unknownGroup: (group: string) =>
    new Problem('not-found', 'group.unknown', {
      says: {
        zh: `当年名册中没有“${group}”，或者不在您的范围内。`,
        en: `No roster of the year names “${group}”, or it is not within your region.`,
      },
      facts: { group },
    }),
  notYours: () =>
    new Problem('forbidden', 'activity.not-yours', {
      says: {
        zh: '这个小组的活动不由您安排。请联系区人大、所在镇街或小组组长。',
        en: 'The activities of this group are not yours to arrange: ask the district, the town or the leader of the group.',
      },
    }),
  notNow: (state: ActivityState) =>
    new Problem('conflict', 'activity.not-now', {
      says: {
        zh: `活动目前为“${ACTIVITY_STATE_LABELS[state].zh}”，不能进行此操作。请刷新页面查看最新情况。`,
        en: `The activity is “${ACTIVITY_STATE_LABELS[state].en}” now, and this cannot be done. Reload the page.`,
      },
      facts: { state },
    }),
  changedMeanwhile: () =>
    new Problem('conflict', 'activity.changed-meanwhile', {
      says: {
        zh: '这次活动刚刚被别人改动过，您的修改没有保存。请看最新内容后再改。',
        en: 'Somebody has just changed this activity, and nothing of yours was saved. Look at it as it stands now.',
      },
    }),
  endsBeforeItBegins: () =>
    new Problem('invalid', 'activity.ends-before-it-begins', {
      says: { zh: '结束时间要晚于开始时间。', en: 'The end must be later than the beginning.' },
    }),
  notYetBegun: () =>
    new Problem('conflict', 'activity.not-yet-begun', {
      says: {
        zh: '活动还没有开始，不能登记为已举行，也不能登记出席。',
        en: 'The activity has not begun: it cannot be recorded as held, nor who was there.',
      },
    }),
  whichActivityGroup: () =>
    new Problem('invalid', 'activity.which-activity-group', {
      says: {
        zh: '分散活动要写明是哪一个或哪几个活动小组举行的。',
        en: 'Say which activity group or groups hold it.',
      },
    }),
  ofWholeGroup: () =>
    new Problem('invalid', 'activity.of-whole-group', {
      says: {
        zh: '集中活动由整个代表小组举行，不能只选活动小组。',
        en: 'A whole-group activity is held by the whole deputy group, not by activity groups.',
      },
    }),
  nobodyToInvite: () =>
    new Problem('invalid', 'activity.nobody-to-invite', {
      says: {
        zh: '所选的代表已经不在任，或者不在您的范围内。',
        en: 'Those chosen hold no post any more, or are not within your region.',
      },
    }),
  attendedAlready: () =>
    new Problem('conflict', 'activity.attended-already', {
      says: { zh: '这名代表已经登记出席，不能撤销邀请。', en: 'This deputy was there: the invitation stays.' },
    }),
} as const;

/** Why a reply to an invitation is not taken, each with what to do. */
export const replyErrors = {
  tooLate: () =>
    new Problem('conflict', 'reply.too-late', {
      says: {
        zh: '活动已经开始，不能再答复。如有变化，请直接告诉工作人员。',
        en: 'The activity has begun, and no reply is taken any more. Tell the staff if anything has changed.',
      },
    }),
  needsReason: () =>
    new Problem('invalid', 'reply.needs-reason', {
      says: { zh: '不能参加的，请写一句原因。', en: 'Say in a few words why you cannot come.' },
    }),
  personalNumber: () =>
    new Problem('invalid', 'reply.personal-number', {
      says: {
        zh: '原因里请不要写电话号码和身份证号。',
        en: 'Leave phone and identity numbers out of the reason.',
      },
    }),
} as const;

/** Why somebody cannot sign in at an activity, each with what to do. */
export const signInErrors = {
  notInvited: () =>
    new Problem('forbidden', 'sign-in.not-invited', {
      says: {
        zh: '您不在这次活动的名单上。请现场的工作人员把您加入名单，再扫一次。',
        en: 'You are not on the list of this activity. Ask the staff on the spot to add you, then scan again.',
      },
    }),
  tooEarly: (from: string) =>
    new Problem('conflict', 'sign-in.too-early', {
      says: { zh: `还不能签到：${from} 起可以签到。`, en: `Too early: signing in opens at ${from}.` },
      facts: { from },
    }),
  tooLate: () =>
    new Problem('conflict', 'sign-in.too-late', {
      says: {
        zh: '签到时间已过。如果您到场了，请工作人员按纸质名单补登。',
        en: 'Signing in is over. If you were there, ask the staff to key it in from the paper list.',
      },
    }),
  oldCode: () =>
    new Problem('conflict', 'sign-in.old-code', {
      says: {
        zh: '这个签到码已经更换（每 30 秒一次）。请重新扫现场屏幕上的二维码。',
        en: 'This code has changed since (it does every 30 seconds). Scan the code on the screen once more.',
      },
    }),
  cancelled: () =>
    new Problem('conflict', 'sign-in.cancelled', {
      says: { zh: '这次活动已经取消。', en: 'This activity was cancelled.' },
    }),
  closed: () =>
    new Problem('conflict', 'sign-in.closed', {
      says: {
        zh: '活动已登记为举行完毕，签到已结束。如果您到场了，请工作人员补登。',
        en: 'The activity is recorded as held, and signing in is closed. If you were there, ask the staff to add you.',
      },
    }),
} as const;

/** What can be wrong with a set of rules. */
export const quotaErrors = {
  contradiction: (says: Bilingual) => new Problem('invalid', 'quota.contradiction', { says }),
  changedMeanwhile: () =>
    new Problem('conflict', 'quota.changed-meanwhile', {
      says: {
        zh: '这套指标刚刚被别人改过，您的修改没有保存。请看最新内容后再改。',
        en: 'Somebody has just changed these rules, and nothing of yours was saved. Look at them as they stand now.',
      },
    }),
  notYours: () =>
    new Problem('forbidden', 'quota.not-yours', {
      says: {
        zh: '这套指标不由您制定：区的由区人大制定，镇街的由区人大或本镇街制定。',
        en: 'These rules are not yours to set: the district sets its own, and a town’s are set by it or by the town.',
      },
    }),
} as const;
