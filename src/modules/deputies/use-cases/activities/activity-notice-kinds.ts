import { COUNTRY, RegionCode, TIME_ZONE, dayOf } from '#kernel/contract.ts';
import type { NoticeKind, Told } from '#kernel/index.server.ts';
import { yearOf } from '../../domain/moment.ts';
import { quotaWords } from '../../contract.ts';
import { isLate } from '../../domain/quotas/quotas.ts';
import { type Activity, findActivity } from '../../store/activities/activities.ts';
import { standingsOf } from '../quotas/read-quotas.ts';
import { hasGap } from './remind-of-activities.ts';

type Tx = Parameters<NoticeKind['tell']>[0];

const find = (tx: Tx, id: string) => findActivity(tx, { region: COUNTRY, id });

function timeOf(instant: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(TIME_ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ');
}

function about({ id, title, place, startsAt }: Activity, zh: string, en: string): Told {
  const text = [title, timeOf(startsAt), place].join('\n');
  const address = `/me/activities/${id}`;
  return { zh: { title: `${zh}：${title}`, text }, en: { title: `${en}: ${title}`, text }, address };
}

const invited: NoticeKind = {
  kind: 'deputies.activity-invited',
  label: { zh: '活动邀请', en: 'Invitations to activities' },
  isMandatory: true,
  async tell(tx, { subject }) {
    const activity = await find(tx, subject);
    return activity?.state === 'planned' ? about(activity, '请参加活动', 'You are invited') : undefined;
  },
};

const changed: NoticeKind = {
  kind: 'deputies.activity-changed',
  label: { zh: '活动改期或取消', en: 'An activity was moved or cancelled' },
  isMandatory: true,
  async tell(tx, { subject }) {
    const activity = await find(tx, subject);
    if (activity === undefined || activity.state === 'held') return undefined;
    if (activity.state === 'planned') return about(activity, '活动时间或地点有变', 'Moved');
    const told = about(activity, '活动已取消', 'Cancelled');
    const why = activity.cancelReason ?? '';
    return {
      ...told,
      zh: { ...told.zh, text: `${told.zh.text}\n${why}` },
      en: { ...told.en, text: `${told.en.text}\n${why}` },
    };
  },
};

const soon: NoticeKind = {
  kind: 'deputies.activity-soon',
  label: { zh: '活动即将开始', en: 'An activity begins soon' },
  isMandatory: false,
  async tell(tx, { subject, dueAt }) {
    const activity = await find(tx, subject);
    if (activity?.state !== 'planned' || activity.endsAt < dueAt) return undefined;
    return about(activity, '即将举行', 'Soon');
  },
};

const gap: NoticeKind = {
  kind: 'deputies.quota-gap',
  label: { zh: '小组活动指标有缺口', en: 'A group falls short of its quota' },
  isMandatory: false,
  async tell(tx, { subject, dueAt }) {
    const [region, group] = [RegionCode.parse(subject.slice(0, 12)), subject.slice(13)];
    const year = yearOf(dueAt);
    const [standing] = (await standingsOf({ tx, now: dueAt }, { region, year, group })).filter(
      (one) => one.region === region,
    );
    if (standing === undefined || !hasGap(standing, dayOf(dueAt))) return undefined;
    const late = [standing, ...standing.parts].flatMap(({ activityGroup, lines }) =>
      lines.filter(isLate).map((line) => ({ ...line, name: activityGroup ?? group, words: quotaWords(line.rule) })),
    );
    const zh = late.map(
      ({ name, words, done, planned, missing }) =>
        `${name}：${words.zh}；已举行 ${done} 次，已计划 ${planned} 次，尚缺 ${missing} 次。`,
    );
    const en = late.map(
      ({ name, words, done, planned, missing }) =>
        `${name}. ${words.en}. Held: ${done}. Planned: ${planned}. Missing: ${missing}.`,
    );
    return {
      zh: { title: `${group}活动指标有缺口`, text: zh.join('\n') },
      en: { title: `${group} falls short of its quota`, text: en.join('\n') },
      address: `/office/quotas/group?group=${encodeURIComponent(subject)}`,
    };
  },
};

/** What is told of activities and of their quotas. */
export const activityNoticeKinds: readonly NoticeKind[] = [invited, changed, soon, gap];
