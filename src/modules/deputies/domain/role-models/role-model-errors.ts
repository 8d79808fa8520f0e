import { Problem } from '#kernel/contract.ts';
import { ROLE_MODEL_STATE_LABELS, type RoleModelState } from '../../contract.ts';

/** What can stand in the way of naming a role model. */
export const roleModelErrors = {
  unknown: () =>
    new Problem('not-found', 'role-model.unknown', {
      says: { zh: '没有这个典型，或者不在您的范围内。', en: 'There is no such role model, or it is not yours to see.' },
    }),
  unknownObjection: () =>
    new Problem('not-found', 'objection.unknown', {
      says: { zh: '没有这条异议，或者不在您的范围内。', en: 'There is no such objection, or it is not yours to see.' },
    }),
  own: () =>
    new Problem('forbidden', 'role-model.own', {
      says: { zh: '不能办理对自己的提名，请由同事办理。', en: 'A nomination of oneself is handled by a colleague.' },
    }),
  notNow: (state: RoleModelState) =>
    new Problem('conflict', 'role-model.not-now', {
      says: {
        zh: `目前为“${ROLE_MODEL_STATE_LABELS[state].zh}”，不能进行此操作。请刷新页面查看最新情况。`,
        en: `It is “${ROLE_MODEL_STATE_LABELS[state].en}” now, and this cannot be done. Reload the page.`,
      },
      facts: { state },
    }),
  changedMeanwhile: () =>
    new Problem('conflict', 'role-model.changed-meanwhile', {
      says: {
        zh: '这个提名刚刚被改过，您的修改没有保存。请看最新内容后再改。',
        en: 'The nomination has just been changed, and nothing of yours was saved. Look at it as it stands now.',
      },
    }),
  criteriaUnmet: () =>
    new Problem('conflict', 'role-model.criteria-unmet', {
      says: {
        zh: '评选条件还没有全部核对，不能公示。',
        en: 'Not all criteria are checked: it cannot be published yet.',
      },
    }),
  noEvidence: () =>
    new Problem('conflict', 'role-model.no-evidence', {
      says: {
        zh: '至少要关联一条已核实的承诺或一次已举行的活动，才能公示。',
        en: 'It takes a verified commitment or an activity that was held before it can be published.',
      },
    }),
  notEvidence: () =>
    new Problem('invalid', 'role-model.not-evidence', {
      says: {
        zh: '所选的承诺要是这名代表经核实完成的，所选的活动要是其出席过的。',
        en: 'Choose commitments of this deputy that were verified, and activities that the deputy attended.',
      },
    }),
  noticeRuns: (until: string) =>
    new Problem('conflict', 'role-model.notice-runs', {
      says: {
        zh: `公示期到 ${until} 为止，期满后才能确定。`,
        en: `Objections are open until ${until}: it can be recognised after that day.`,
      },
      facts: { until },
    }),
  objectionsOpen: (count: number) =>
    new Problem('conflict', 'role-model.objections-open', {
      says: {
        zh: `还有 ${count} 条异议没有答复，不能确定。`,
        en: `${count} objections are not answered yet: it cannot be recognised.`,
      },
      facts: { count },
    }),
  objectionUpheld: () =>
    new Problem('conflict', 'role-model.objection-upheld', {
      says: { zh: '有异议经查属实，不能确定为典型。', en: 'An objection was upheld: it cannot be recognised.' },
    }),
  outsideNotice: (from: string, until: string) =>
    new Problem('invalid', 'objection.outside-notice', {
      says: {
        zh: `收到异议的日期应在公示期内（${from} 至 ${until}），且不晚于今天。`,
        en: `An objection is received while it is open (${from} to ${until}), and not after today.`,
      },
      facts: { from, until },
    }),
  answered: () =>
    new Problem('conflict', 'objection.answered', {
      says: { zh: '这条异议已经答复，答复不再更改。', en: 'This objection was answered: the answer stays.' },
    }),
} as const;
