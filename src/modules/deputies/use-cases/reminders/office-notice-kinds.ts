import { RegionCode, dayOf, regionLevel } from '#kernel/contract.ts';
import type { NoticeKind } from '#kernel/index.server.ts';
import { CommitmentState } from '../../contract.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { waitingOfOffices } from '../../domain/office/whose-turn.ts';
import { findTasks } from '../../store/reminders/tasks.ts';
import { countLate, findToldCommitment } from '../../store/reminders/watched.ts';

type Tx = Parameters<NoticeKind['tell']>[0];

/** What waits now for the office of a region: that which it may do itself. */
async function countsOf(tx: Tx, region: RegionCode) {
  const own = waitingOfOffices(await findTasks(tx, region)).find((office) => office.region === region);
  const { publish = 0, verify = 0, decideDispute = 0 } = own?.counts ?? {};
  return { submitted: publish, claimed: verify, disputed: decideDispute, all: publish + verify + decideDispute };
}

const waits: NoticeKind = {
  kind: 'deputies.waits-for-you',
  label: { zh: '有承诺等本单位办理', en: 'Commitments wait for the office' },
  isMandatory: false,
  async tell(tx, { subject }) {
    const { submitted, claimed, disputed, all } = await countsOf(tx, RegionCode.parse(subject));
    if (all === 0) return undefined;
    return {
      zh: {
        title: `有 ${all} 项等您办理`,
        text: `待审核 ${submitted} 项，待核实 ${claimed} 项，异议 ${disputed} 项。`,
      },
      en: {
        title: `${all} wait for you`,
        text: `To review: ${submitted}. To verify: ${claimed}. Disputed: ${disputed}.`,
      },
      address: '/office',
    };
  },
};

const letter: NoticeKind = {
  kind: 'deputies.letter-of-the-week',
  label: { zh: '每周待办', en: 'What waits this week' },
  isMandatory: false,
  async tell(tx, { subject, dueAt }) {
    const region = RegionCode.parse(subject);
    const role = regionLevel(region) === 'town' ? 'town-officer' : 'district-officer';
    const towns = await countLate(tx, { region, today: dayOf(dueAt), role });
    const sum = (of: 'overdue' | 'stalled') => towns.reduce((all, one) => all + one[of], 0);
    const { submitted, claimed, all } = await countsOf(tx, region);
    const [late, stalled] = [sum('overdue'), sum('stalled')];
    if (all + late + stalled === 0) return undefined;
    return {
      zh: {
        title: `本周待办：待审核 ${submitted}，待核实 ${claimed}，逾期 ${late}`,
        text: `待审核 ${submitted} 项，待核实 ${claimed} 项，逾期 ${late} 项，久无进展 ${stalled} 项。`,
      },
      en: {
        title: `This week: to review ${submitted}, to verify ${claimed}, overdue ${late}`,
        text: `To review: ${submitted}. To verify: ${claimed}. Overdue: ${late}. Stalled: ${stalled}.`,
      },
      address: '/office',
    };
  },
};

const escalated: NoticeKind = {
  kind: 'deputies.escalated',
  label: { zh: '逾期 30 天以上', en: 'Overdue for more than 30 days' },
  isMandatory: false,
  async tell(tx, { district, subject, dueAt }) {
    const one = await findToldCommitment(tx, { district, id: subject });
    if (one === undefined || one.isCarriedOver || one.dueDay === null) return undefined;
    if (!isOverdue({ ...one, state: CommitmentState.parse(one.state) }, dueAt)) return undefined;
    const due = one.dueDay;
    return {
      zh: { title: `逾期 30 天以上：${one.text.slice(0, 40)}`, text: `${one.text}\n完成时限 ${due}` },
      en: { title: `Overdue for more than 30 days: ${one.text.slice(0, 40)}`, text: `${one.text}\nDue ${due}` },
      address: `/office/commitments/${one.id}`,
    };
  },
};

/** What is told to offices. */
export const officeNoticeKinds: readonly NoticeKind[] = [waits, letter, escalated];
