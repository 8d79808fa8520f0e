import { dayOf } from '#kernel/contract.ts';
import type { Block } from '#platform/documents/docx.ts';
import {
  BALLOTS,
  BALLOT_LABELS,
  DUTY_KIND_LABELS,
  DUTY_TASK_LABELS,
  type DutyReport,
  LEVEL_LABELS,
  type ReportPost,
  type ReportedCommitment,
  STATE_LABELS,
} from '../../contract.ts';
import { type Section, dayInWords, numbered, paragraph, percent, table } from './wording.ts';

function becameOf({ state, isCarriedOver, isOverdue, dueDay }: ReportedCommitment): string {
  if (isCarriedOver) return '结转下年';
  if (isOverdue && dueDay !== null) return `${STATE_LABELS[state].zh}（逾期）`;
  return STATE_LABELS[state].zh;
}

function resultOf({ result, verifiedBy }: ReportedCommitment): string {
  return [result, verifiedBy === null ? null : `核实：${verifiedBy}`].filter(Boolean).join('；') || '–';
}

function commitments(report: DutyReport): Section {
  const { published, reported, verified } = report;
  const said = `${report.year}年公示承诺${published}条，报告完成${reported}条，经他人核实完成${verified}条。`;
  const rows = report.commitments.map((one, at) => [
    ...[String(at + 1), one.text, one.target ?? '–', one.dueDay === null ? '–' : dayInWords(one.dueDay)],
    ...[becameOf(one), resultOf(one)],
  ]);
  const list = table(['序号', '承诺', '目标', '时限', '状态', '核实结果'], rows);
  return { title: '承诺及落实情况', blocks: published === 0 ? [] : [paragraph(said), list] };
}

function evidence({ entries, pictures, commitments: all }: DutyReport): Section {
  const told = all.filter((one) => one.entries > 0).length;
  const said = `为${told}条承诺报告进展${entries}次，留存图片${pictures}张。`;
  return { title: '过程记录', blocks: entries === 0 ? [] : [paragraph(said)] };
}

const ATTENDANCE: Readonly<Record<string, string>> = { attended: '出席', excused: '请假', absent: '缺席' };

function activities({ activities: { invited, attended, rate, list } }: DutyReport): Section {
  const said = `应参加小组活动${invited}次，实际参加${attended}次，出席率${percent(rate)}。`;
  const rows = list.map(({ title, day, attendance }) => [
    ...[dayInWords(day), title, ATTENDANCE[attendance ?? ''] ?? '未登记'],
  ]);
  const blocks = invited === 0 ? [] : [paragraph(said), table(['日期', '活动', '出席情况'], rows)];
  return { title: '参加小组活动情况', blocks };
}

function duties({ duties: year, dutyPictures }: DutyReport): Section {
  const title = '走访、接待和值守情况';
  if (year === null) return { title, blocks: [] };
  const { kinds, households, unnumbered, people, days } = year;
  const said = [
    kinds.map(({ kind, times }) => `${DUTY_KIND_LABELS[kind].zh}${times}次`).join('，'),
    households + unnumbered === 0
      ? ''
      : `走访编号住户${households}户${unnumbered === 0 ? '' : `、未编号${unnumbered}户次`}`,
    people === 0 ? '' : `接待群众${people}人次`,
    days.map((one) => `${DUTY_TASK_LABELS[one.task].zh}值守${one.days}天`).join('，'),
    dutyPictures.length === 0 ? '' : `留存现场照片${dutyPictures.length}张`,
  ].filter((part) => part !== '');
  return { title, blocks: [paragraph(`${said.join('；')}。`)] };
}

function appraisals(report: DutyReport): Section {
  const rows = report.posts.flatMap(({ level, appraisal }) => {
    if (appraisal === null) return [];
    const ballots = BALLOTS.map((ballot) => String(appraisal[ballot]));
    const { day, eligible, present, turnout, contentRate } = appraisal;
    return [
      [LEVEL_LABELS[level].zh, dayInWords(day), String(eligible), String(present), percent(turnout), ...ballots].concat(
        percent(contentRate),
      ),
    ];
  });
  const head = ['职务', '日期', '应到', '实到', '到会率', ...BALLOTS.map((ballot) => BALLOT_LABELS[ballot].zh)];
  const note = paragraph('满意度为满意、基本满意两项票数合计占有效票数的比例。');
  return { title: '测评结果', blocks: rows.length === 0 ? [] : [table([...head, '满意度'], rows), note] };
}

function postInWords({ level, town, congress, electoralDistrict, audience }: ReportPost): string {
  const facts = [town.zh, congress, electoralDistrict].filter(Boolean).join('，');
  return `${LEVEL_LABELS[level].zh}（${facts}），向${audience.zh}报告。`;
}

export function dutyReportTitle({ name, year }: Pick<DutyReport, 'name' | 'year'>): string {
  return `${name}${year}年度履职述职报告`;
}

/** The report as it is handed out: what has nothing to say is left out, and what the deputy added stands as written. */
export function dutyReportBlocks(report: DutyReport): Block[] {
  const own = report.words.text === '' ? [] : report.words.text.split(/\n+/).map((line) => paragraph(line));
  return [
    { kind: 'heading', level: 1, text: dutyReportTitle(report) },
    ...report.posts.map((post) => paragraph(postInWords(post))),
    paragraph(`数据截至${dayInWords(dayOf(report.asOf))}，由履职台账生成。`),
    ...numbered([
      commitments(report),
      evidence(report),
      activities(report),
      duties(report),
      { title: '本人陈述', blocks: own },
      appraisals(report),
    ]),
  ];
}
