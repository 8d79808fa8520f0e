import type { Notice, NoticeKind, Told } from '#kernel/index.server.ts';
import { CommitmentState, STATE_LABELS } from '../../contract.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { type ToldCommitment, findToldCommitment } from '../../store/reminders/watched.ts';
import { activityNoticeKinds } from '../activities/activity-notice-kinds.ts';
import { officeNoticeKinds } from './office-notice-kinds.ts';

type Tx = Parameters<NoticeKind['tell']>[0];

const find = (tx: Tx, { district, subject }: Notice) => findToldCommitment(tx, { district, id: subject });

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function aboutCommitment(one: ToldCommitment, zh: string, en: string): Told {
  const address = `/me/commitments/${one.id}`;
  const note = one.note === null ? '' : one.note;
  return {
    zh: { title: `${zh}：${short(one.text)}`, text: [one.text, note].filter(Boolean).join('\n') },
    en: { title: `${en}: ${short(one.text)}`, text: [one.text, note].filter(Boolean).join('\n') },
    address,
  };
}

const changed: NoticeKind = {
  kind: 'deputies.commitment-changed',
  label: { zh: '我的承诺有变化', en: 'A commitment of mine has changed' },
  isMandatory: true,
  async tell(tx, notice) {
    const one = await find(tx, notice);
    if (one === undefined) return undefined;
    const label = STATE_LABELS[CommitmentState.parse(one.state)];
    return aboutCommitment(one, `承诺${label.zh}`, `Commitment: ${label.en.toLowerCase()}`);
  },
};

const amended: NoticeKind = {
  kind: 'deputies.commitment-amended',
  label: { zh: '我的承诺被修改', en: 'A commitment of mine was amended' },
  isMandatory: true,
  async tell(tx, notice) {
    const one = await find(tx, notice);
    if (one === undefined) return undefined;
    return aboutCommitment({ ...one, note: one.amended }, '承诺被修改', 'Commitment amended');
  },
};

/** A reminder is told only while there is something to be reminded of. */
function reminder(
  kind: string,
  label: NoticeKind['label'],
  words: (one: ToldCommitment) => { readonly zh: string; readonly en: string },
): NoticeKind {
  return {
    ...{ kind, label, isMandatory: false },
    async tell(tx, notice) {
      const one = await find(tx, notice);
      if (one?.state !== 'published' || one.isCarriedOver) return undefined;
      const { zh, en } = words(one);
      return aboutCommitment({ ...one, note: null }, zh, en);
    },
  };
}

const overdue: NoticeKind = {
  ...reminder('deputies.overdue', { zh: '承诺已逾期', en: 'A commitment is overdue' }, () => ({
    zh: '已过完成时限，请报告进展',
    en: 'Overdue, please report',
  })),
  async tell(tx, notice) {
    const one = await find(tx, notice);
    if (one === undefined || !isOverdue({ ...one, state: CommitmentState.parse(one.state) }, notice.dueAt))
      return undefined;
    return aboutCommitment({ ...one, note: null }, '已过完成时限，请报告进展', 'Overdue, please report');
  },
};

/** All that this module tells people. */
export const deputyNoticeKinds: readonly NoticeKind[] = [
  changed,
  amended,
  reminder('deputies.due-soon', { zh: '承诺即将到期', en: 'A commitment is due soon' }, () => ({
    zh: '承诺即将到期',
    en: 'Due soon',
  })),
  overdue,
  reminder('deputies.asked', { zh: '工作人员的提醒', en: 'The office asks' }, () => ({
    zh: '请报告这项承诺的进展',
    en: 'Please report on this commitment',
  })),
  reminder('deputies.stalled', { zh: '承诺长期没有进展', en: 'A commitment has stalled' }, ({ stalledDays }) => ({
    zh: `${stalledDays} 天没有报告进展`,
    en: `No report for ${stalledDays} days`,
  })),
  ...officeNoticeKinds,
  ...activityNoticeKinds,
];
