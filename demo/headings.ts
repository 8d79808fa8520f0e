/** The columns of a roster (代表名册), by what they hold. */
export const ROSTER_HEADINGS = {
  number: ['序号', '序 号', '序号'],
  name: ['姓名', '姓 名', '代表姓名'],
  gender: ['性别', '性 别', '性别'],
  born: ['出生年月', '出生年月', '出生\n年月'],
  ethnicity: ['民族', '民 族', '民族'],
  career: ['工作单位及职务', '工作单位及职务', '工作单位\n及职务'],
  workplace: ['工作岗位', '工作岗位', '工作岗位'],
  post: ['职务', '职 务', '职务'],
  phone: ['联系电话', '联系电话', '联系\n电话'],
  level: ['代表层级', '代表层级', '代表\n层级'],
  town: ['所属镇街', '所属镇街', '所属镇街'],
  electoralDistrict: ['选区(选举单位)', '选区（选举单位）', '选区(选举单位)'],
  group: ['代表小组', '代表小组', '代表小组'],
  activityGroup: ['活动小组', '活动小组', '活动小组'],
  station: ['代表家站', '代表家站', '代表家站'],
  publishesPhone: ['公开电话(是/否)', '公开电话（是/否）', '公开电话'],
  congress: ['届次', '届 次', '届次'],
  term: ['任职起止', '任职起止', '任职\n起止'],
  note: ['备注', '备 注', '备注'],
} as const;
export type RosterColumn = keyof typeof ROSTER_HEADINGS;

/** The columns of a commitment ledger (承诺台账). */
export const LEDGER_HEADINGS = {
  number: ['序号', '序 号', '序号'],
  name: ['代表姓名', '姓 名', '姓名'],
  phone: ['联系电话', '联系电话', '联系\n电话'],
  level: ['代表层级', '代表层级', '代表\n层级'],
  town: ['所属镇街', '所属镇街', '所属镇街'],
  year: ['年度', '年 度', '年度'],
  kind: ['承诺类别', '承诺类别', '承诺\n类别'],
  field: ['领域', '领 域', '领域'],
  text: ['承诺内容', '承诺事项', '承诺内容'],
  target: ['量化目标', '量化目标', '量化\n目标'],
  published: ['公示时间', '公示时间', '公示\n时间'],
  due: ['完成时限', '承诺时限', '计划完成时间'],
  status: ['完成情况', '完成情况', '完成\n情况'],
  completed: ['完成时间', '实际完成时间', '实际完成时间'],
  result: ['实际成效', '实际成效', '实际\n成效'],
  verifier: ['核实人', '核 实 人', '核实人'],
  verified: ['核实时间', '核实时间', '核实\n时间'],
  note: ['备注', '备 注', '备注'],
} as const;
export type LedgerColumn = keyof typeof LEDGER_HEADINGS;

const ROSTER_ORDERS: readonly string[] = [
  'number name gender born ethnicity CAREER phone publishesPhone level town electoralDistrict group activityGroup station congress term note',
  'number town name gender ethnicity born level congress electoralDistrict CAREER phone publishesPhone group activityGroup station term note',
  'number level name gender born ethnicity phone CAREER electoralDistrict town congress term group activityGroup station publishesPhone note',
  'town number name phone gender ethnicity born CAREER congress level electoralDistrict station group activityGroup term publishesPhone note',
];
const LEDGER_ORDERS: readonly string[] = [
  'number name phone level town year kind field text target published due status completed result verifier verified EXTRA note',
  'number town level name phone year field kind text target due published status completed result verifier verified note EXTRA',
  'number year name level phone town text target kind field published due EXTRA completed status result verifier verified note',
  'town number name level phone kind text field target published due status result completed verified verifier note EXTRA year',
];

function ordered(
  orders: readonly string[],
  order: number,
  blocks: Readonly<Record<string, readonly string[]>>,
): string[] {
  return (orders[order] ?? '').split(' ').flatMap((column) => blocks[column] ?? [column]);
}

/** The columns of a roster in one of the orders; place of work and post in one column or in two. */
export function rosterColumns(order: number, splitsWorkplace: boolean): RosterColumn[] {
  const columns = ordered(ROSTER_ORDERS, order, { CAREER: splitsWorkplace ? ['workplace', 'post'] : ['career'] });
  return columns.filter((column): column is RosterColumn => column in ROSTER_HEADINGS);
}

/** The columns of a ledger in one of the orders, with a town's extra columns where it has them. */
export function ledgerColumns(order: number, options: { extra: readonly string[]; hasYear: boolean }): string[] {
  const { extra, hasYear } = options;
  return ordered(LEDGER_ORDERS, order, { EXTRA: extra, year: hasYear ? ['year'] : [] });
}
