import { dayOf } from '#kernel/contract.ts';
import { type Fonts } from '#platform/documents/fonts.ts';
import { chartPicture } from '#platform/documents/chart-picture.ts';
import type { Block } from '#platform/documents/docx.ts';
import type { FigureRow, ReportedYear, YearlyReport } from '../../contract.ts';
import { dayInWords, numbered, paragraph, percent, table } from './wording.ts';

/** A table of the report: of its document, and a sheet of its workbook. */
export interface ReportTable {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const COUNTS = ['承诺人数', '承诺数', '报告完成', '报告完成率', '核实完成', '核实完成率'];

function countsOf(
  row: Pick<FigureRow, 'persons' | 'commitments' | 'reported' | 'reportedRate' | 'verified' | 'verifiedRate'>,
) {
  const { persons, commitments, reported, reportedRate, verified, verifiedRate } = row;
  return [persons, commitments, reported, percent(reportedRate), verified, percent(verifiedRate)];
}

/** The day stands beside its year. */
function yearRow(one: ReportedYear) {
  return [one.year, dayOf(one.asOf).slice(5), ...countsOf(one), one.inScope, percent(one.promiseRate)];
}

const byRows = (rows: readonly FigureRow[]) => rows.map((row) => [row.label.zh, ...countsOf(row)]);

const DEFINITIONS = [
  ['承诺人数', '当年至少有一条已公示承诺的代表，一人多职只计一次'],
  ['承诺数', '当年在截至日以前公示的承诺；公示后撤回的仍计在内'],
  ['报告完成率', '代表已报告完成的承诺（含已核实的）÷承诺数'],
  ['核实完成率', '由代表本人以外的人核实完成的承诺÷承诺数'],
  ['应承诺人数', '截至日在任、其层级当年纳入实施范围的代表'],
  ['亮诺率', '承诺人数÷应承诺人数；承诺人数含年内离任的，因此可能超过100%'],
  ['成效', '已核实承诺的计量结果，按单位分别加总'],
  ['出席率', '已举行的小组活动中，出席人次÷应到人次'],
  ['截至', '往年为当年12月31日，本年为报告的截至日；均指当日24时'],
];

/** All tables, each number as the figures have it. What has no row is left out. */
export function yearlyTables(report: YearlyReport): ReportTable[] {
  const { year, stations, activities, quotas } = report;
  const facts: (readonly [string, string | number])[] = [
    ['代表之家（个）', stations.homes],
    ['代表联络站（个）', stations.stations],
    ['集中活动（次）', activities.wholeGroup],
    ['分散活动（次）', activities.activityGroup],
    ...(activities.other === 0 ? [] : [['其他活动（次）', activities.other] as const]),
    ['应到（人次）', activities.invited],
    ['出席（人次）', activities.attended],
    ['出席率', percent(activities.rate)],
    ...(quotas === null ? [] : [['代表小组和活动小组（个）', quotas.groups] as const]),
    ...(quotas === null ? [] : [['其中未达活动指标（个）', quotas.short] as const]),
  ];
  return [
    { name: '历年数据', head: ['年度', '截至', ...COUNTS, '应承诺人数', '亮诺率'], rows: report.years.map(yearRow) },
    { name: `${year}年分层级`, head: ['层级', ...COUNTS], rows: byRows(report.byLevel) },
    { name: `${year}年分镇街`, head: ['镇街', ...COUNTS], rows: byRows(report.byTown) },
    { name: `${year}年分领域`, head: ['领域', ...COUNTS], rows: byRows(report.byField) },
    {
      name: `${year}年成效`,
      head: ['单位', '合计', '承诺数'],
      rows: report.outcomes.map(({ unit, quantity, commitments }) => [unit, quantity, commitments]),
    },
    { name: '家站和活动', head: ['项目', '数量'], rows: facts },
    { name: '指标解释', head: ['指标', '含义'], rows: DEFINITIONS },
  ].filter(({ rows }) => rows.length > 0);
}

export function yearlyReportTitle({ name, year }: Pick<YearlyReport, 'name' | 'year'>): string {
  return `${name}${year}年人大代表履职年度报告`;
}

const WIDE = { width: 640, height: 300 };
/** In millimetres, on paper. */
const PRINTED = { width: 165, height: 77 };
const RED = '#b3261e';
const GREY = '#b9b2a3';
const MOST_FIELDS = 12;

const ratesChart = ({ years }: YearlyReport) => ({
  title: { text: '历年报告完成率和核实完成率（%）', textStyle: { fontSize: 15 } },
  legend: { bottom: 0, data: ['报告完成率', '核实完成率'] },
  grid: { left: 50, right: 20, top: 65, bottom: 55 },
  xAxis: { type: 'category', data: years.map(({ year }) => String(year)) },
  yAxis: { type: 'value', min: 0, max: 100 },
  series: (
    [
      ['报告完成率', 'reportedRate', GREY],
      ['核实完成率', 'verifiedRate', RED],
    ] as const
  ).map(([name, rate, color]) => ({
    ...{ name, type: 'bar', itemStyle: { color }, label: { show: true, position: 'top' } },
    data: years.map((one) => (one[rate] === null ? '-' : Number(one[rate]))),
  })),
});

const fieldsChart = ({ year, byField }: YearlyReport) => {
  const rows = byField.slice(0, MOST_FIELDS).toReversed();
  return {
    title: { text: `${year}年承诺的领域（条）`, textStyle: { fontSize: 15 } },
    grid: { left: 110, right: 60, top: 45, bottom: 25 },
    xAxis: { type: 'value' },
    yAxis: { type: 'category', data: rows.map(({ label }) => label.zh) },
    series: [
      {
        ...{ type: 'bar', itemStyle: { color: RED }, label: { show: true, position: 'right' } },
        data: rows.map(({ commitments }) => commitments),
      },
    ],
  };
};

const textOf = (cell: string | number | null) => (cell === null ? '–' : String(cell));

/** The report as a document: each table as the workbook has it, and the charts of the years and of the fields. */
export async function yearlyReportBlocks(report: YearlyReport, fonts: Fonts): Promise<Block[]> {
  const picture = async (option: Parameters<typeof chartPicture>[1], says: string): Promise<Block> => {
    return { kind: 'picture', png: await chartPicture(fonts, option, WIDE), ...PRINTED, says };
  };
  const last = report.years.at(-1);
  const said = `截至${dayInWords(report.day)}，${report.year}年共有${last?.persons ?? 0}名代表公示承诺${last?.commitments ?? 0}条，报告完成率${percent(last?.reportedRate ?? null)}，核实完成率${percent(last?.verifiedRate ?? null)}，亮诺率${percent(last?.promiseRate ?? null)}。`;
  const charts: Readonly<Record<string, Block | undefined>> = {
    历年数据: await picture(ratesChart(report), '历年报告完成率和核实完成率的柱状图'),
    [`${report.year}年分领域`]:
      report.byField.length === 0 ? undefined : await picture(fieldsChart(report), '各领域承诺数的条形图'),
  };
  const sections = yearlyTables(report).map(({ name, head, rows }) => {
    const chart = charts[name];
    const blocks = [
      table(
        head,
        rows.map((cells) => cells.map(textOf)),
      ),
      ...(chart === undefined ? [] : [chart]),
    ];
    return { title: name, blocks };
  });
  return [{ kind: 'heading', level: 1, text: yearlyReportTitle(report) }, paragraph(said), ...numbered(sections)];
}
