import type { SheetKind } from '../../contract.ts';
import { type Sheet, type SheetRow, squeeze, textOf } from './sheet.ts';

export type RosterColumn =
  | 'id'
  | 'name'
  | 'sex'
  | 'birthMonth'
  | 'ethnicity'
  | 'workplace'
  | 'post'
  | 'phone'
  | 'levels'
  | 'town'
  | 'year'
  | 'electoralDistrict'
  | 'group'
  | 'activityGroup'
  | 'station'
  | 'phonePublic'
  | 'workplacePublic'
  | 'congress'
  | 'term'
  | 'remarks';

export type LedgerColumn =
  | 'id'
  | 'name'
  | 'phone'
  | 'levels'
  | 'town'
  | 'year'
  | 'kind'
  | 'field'
  | 'text'
  | 'target'
  | 'publishedDay'
  | 'due'
  | 'status'
  | 'doneDay'
  | 'result'
  | 'verifier'
  | 'verifiedDay'
  | 'remarks';

type Words<Column extends string> = Readonly<Record<Column, readonly string[]>>;

const TOWN = [
  '所属镇街',
  '镇街',
  '所属乡镇',
  '乡镇',
  '所在镇街',
  '所属街镇',
  '镇',
  '乡镇街道',
  '所属镇',
  '镇街道',
  '街镇',
];
const PHONE = ['联系电话', '电话', '手机', '手机号', '手机号码', '联系方式', '电话号码', '联系电话号码'];
const LEVELS = ['代表层级', '层级', '代表级别', '级别', '代表类别'];
const YEAR = ['年度', '年份', '承诺年度'];
const REMARKS = ['备注', '说明'];

/** The first word of each column is the one that our own exports carry. */
export const ROSTER_WORDS: Words<RosterColumn> = {
  id: ['系统编号'],
  name: ['姓名', '代表姓名', '代表', '名字'],
  sex: ['性别'],
  birthMonth: ['出生年月', '出生日期', '出生', '出生年月日'],
  ethnicity: ['民族'],
  workplace: ['工作岗位', '工作单位', '单位', '所在单位'],
  post: [
    '职务',
    '工作单位及职务',
    '单位及职务',
    '工作单位和职务',
    '单位职务',
    '现任职务',
    '工作单位职务',
    '单位及职务职业',
  ],
  phone: PHONE,
  levels: LEVELS,
  town: TOWN,
  year: YEAR,
  electoralDistrict: ['选区', '选举单位', '选区选举单位', '选区或选举单位', '选区及选举单位', '所在选区', '所属选区'],
  group: ['代表小组', '小组', '所属代表小组', '所在代表小组'],
  activityGroup: ['活动小组', '活动组', '所属活动小组'],
  station: ['代表家站', '家站', '所属家站', '代表之家站', '联络站', '代表联络站', '所属代表家站', '所属站点'],
  phonePublic: ['公开电话', '是否公开电话', '电话是否公开'],
  workplacePublic: ['公开单位', '是否公开单位', '单位是否公开'],
  congress: ['届次', '届别'],
  term: ['任职起止', '任期', '任职时间', '任职起止时间', '任职期限'],
  remarks: REMARKS,
};

export const LEDGER_WORDS: Words<LedgerColumn> = {
  id: ['系统编号'],
  name: ['代表姓名', '姓名', '承诺人', '承诺代表', '代表'],
  phone: PHONE,
  levels: LEVELS,
  town: TOWN,
  year: YEAR,
  kind: ['承诺类别', '类别', '承诺类型', '承诺性质', '类型'],
  field: ['领域', '所属领域', '承诺领域', '涉及领域'],
  text: [
    '承诺内容',
    '承诺事项',
    '承诺',
    '公开承诺内容',
    '承诺具体内容',
    '公开承诺事项',
    '具体承诺内容',
    '承诺内容事项',
  ],
  target: ['量化目标', '目标', '承诺目标', '目标任务', '量化指标'],
  publishedDay: ['公示时间', '公示日期', '公开时间', '公开日期', '亮诺时间'],
  due: ['完成时限', '承诺时限', '计划完成时间', '拟完成时间', '办结时限', '时限', '完成期限', '承诺完成时限'],
  status: ['完成情况', '完成状态', '办理情况', '进展情况', '是否完成', '进展', '落实情况', '完成进度'],
  doneDay: ['完成时间', '实际完成时间', '完成日期', '办结时间', '实际完成日期', '销号时间'],
  result: ['实际成效', '成效', '实际效果', '完成成效', '取得成效', '实际完成数', '成果'],
  verifier: ['核实人', '核实人员', '验收人', '核查人', '核验人'],
  verifiedDay: ['核实时间', '核实日期', '验收时间', '核查时间', '核验时间'],
  remarks: REMARKS,
};

/** Where a table stands in a sheet and which column says what. */
export interface Table<Column extends string> {
  readonly headerRow: number;
  /** Column index by what it says. */
  readonly columns: ReadonlyMap<Column, number>;
  /** Headings as the town wrote them, by column index. */
  readonly headings: readonly string[];
  /** Columns that the importer does not know; kept with the row. */
  readonly extras: readonly { readonly index: number; readonly heading: string }[];
  /** Text above the table. */
  readonly titles: readonly string[];
  readonly rows: readonly SheetRow[];
}

export type Recognised =
  ({ readonly kind: 'roster' } & Table<RosterColumn>) | ({ readonly kind: 'ledger' } & Table<LedgerColumn>);

/** Running numbers say nothing. */
const NOT_KEPT = new Set(['序号', '编号', 'no', '']);
/** Behind it may stand what is wrong with the sheet as a whole. */
const MARK_HEADING = '导入问题';

const HEADER_WITHIN_ROWS = 20;

/** `姓 名`, `姓名：` and `＊姓名（必填）` are one heading. */
export function normaliseHeading(text: string): string {
  const bare = squeeze(text).toLowerCase();
  const withoutBrackets = bare.replaceAll(/[([{（【].*?[)\]}）】]/g, '');
  return (withoutBrackets === '' ? bare : withoutBrackets).replaceAll(/[*:：、,/／\\.。·]/g, '');
}

function assign<Column extends string>(row: SheetRow, words: Words<Column>): Map<Column, number> {
  const columns = new Map<Column, number>();
  const headings = row.cells.map((cell) => normaliseHeading(textOf(cell)));
  for (const [column, synonyms] of Object.entries(words) as [Column, readonly string[]][]) {
    const index = synonyms.map((word) => headings.indexOf(word)).find((found) => found >= 0);
    if (index !== undefined) columns.set(column, index);
  }
  return columns;
}

function isKept(heading: string): boolean {
  return !NOT_KEPT.has(heading) && !heading.startsWith(MARK_HEADING);
}

function tableAt<Column extends string>(sheet: Sheet, at: number, words: Words<Column>): Table<Column> {
  const header = sheet.rows[at];
  if (header === undefined) throw new RangeError(`no row ${at}`);
  const columns = assign(header, words);
  const known = new Set(columns.values());
  const headings = header.cells.map((cell) => textOf(cell).replaceAll('\n', ''));
  const extras = headings
    .map((heading, index) => ({ heading, index }))
    .filter(({ heading, index }) => !known.has(index) && isKept(normaliseHeading(heading)));
  const titles = sheet.rows.slice(0, at).flatMap((row) => row.cells.map(textOf).filter((text) => text !== ''));
  return { headerRow: header.number, columns, headings, extras, titles, rows: sheet.rows.slice(at + 1) };
}

/** A ledger says what was promised; a roster names people and their level, district or work, and no promise. */
function kindOf(row: SheetRow): { kind: SheetKind; known: number } | undefined {
  const ledger = assign(row, LEDGER_WORDS);
  if (ledger.has('name') && ledger.has('text')) return { kind: 'ledger', known: ledger.size };
  const roster = assign(row, ROSTER_WORDS);
  const tells = (['levels', 'electoralDistrict', 'congress', 'group', 'post', 'workplace'] as const).some((column) =>
    roster.has(column),
  );
  return roster.has('name') && tells && roster.size >= 3 ? { kind: 'roster', known: roster.size } : undefined;
}

/** Finds the table of a sheet by its headings, which need not stand in its first row. */
export function recognise(sheet: Sheet): Recognised | undefined {
  let best: { at: number; kind: SheetKind; known: number } | undefined;
  for (const [at, row] of sheet.rows.slice(0, HEADER_WITHIN_ROWS).entries()) {
    const found = kindOf(row);
    if (found !== undefined && (best === undefined || found.known > best.known)) best = { at, ...found };
  }
  if (best === undefined) return undefined;
  return best.kind === 'roster'
    ? { kind: 'roster', ...tableAt(sheet, best.at, ROSTER_WORDS) }
    : { kind: 'ledger', ...tableAt(sheet, best.at, LEDGER_WORDS) };
}

const YEAR_IN_TEXT = /(?<!\d)((?:19|20)\d{2})(?!\d)/;

/** The year that a title, a sheet or a file names: `观澜镇2020年代表名册`. */
export function yearIn(text: string): number | undefined {
  const found = YEAR_IN_TEXT.exec(text.normalize('NFKC'))?.[1];
  return found === undefined ? undefined : Number(found);
}

const SUBTOTAL = /^(合计|小计|总计|共计|累计)([:：(（\d].*)?$/;
const FOOTNOTE = /^(注|说明|填表|填报|审核|制表|备注|联系人|单位负责人|负责人|制表人|统计)/;

/** Rows that are no data: blank ones, sub-totals, footnotes, and the heading repeated on a new page. */
export function isData<Column extends string>(row: SheetRow, table: Table<Column>): boolean {
  const texts = row.cells.map((cell) => squeeze(textOf(cell)));
  const filled = texts.filter((text) => text !== '');
  const [first] = filled;
  // Only where the name or a running number would stand: a target may well say 累计20户.
  const name = texts[table.columns.get('name' as Column) ?? 0] ?? '';
  if (first === undefined || SUBTOTAL.test(first) || SUBTOTAL.test(name)) return false;
  if (filled.length === 1 && FOOTNOTE.test(first)) return false;
  if (first.length > 2 && FOOTNOTE.test(first) && filled.length <= 3 && /[:：]/.test(first)) return false;
  const repeated = table.headings.filter((heading, index) => heading !== '' && squeeze(heading) === texts[index]);
  return repeated.length < 3;
}
