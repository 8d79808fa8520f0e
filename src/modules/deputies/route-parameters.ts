import type { Bilingual } from '#kernel/contract.ts';

/** What a parameter of the API means, with a value that it can have. */
export interface ParameterNote {
  readonly says: Bilingual;
  readonly example: string | number;
}

const note = (zh: string, en: string, example: string | number): ParameterNote => ({ says: { zh, en }, example });

/** By name; a parameter means the same wherever it stands. */
export const deputyParameters: Readonly<Record<string, ParameterNote>> = {
  personId: note('代表的编号', "The deputy's id", '01926f0e-5b7a-7c3d-9e10-2f4a6b8c0d1e'),
  stationId: note('家站或公示点的编号', "The station's id", '01926f0e-5b7d-7d44-8e55-3c4d5e6f7081'),
  commitmentId: note('承诺的编号', "The commitment's id", '01926f0e-5b7c-7b22-9d33-2b3c4d5e6f70'),
  year: note('年度;默认为有承诺的最近一年', 'The year; by default the latest with commitments', 2020),
  asOf: note(
    '截至时间:日期指北京时间当日结束时;默认为该年年末或现在,取较早者',
    'As of when: a day means its end in Shanghai; by default the end of the year or now, whichever is earlier',
    '2020-10-28',
  ),
  standing: note(
    '哪些代表:已亮诺、在任、应参加、尚未亮诺',
    'Which deputies: those who promised, in post, in scope, or in scope without a promise',
    'promised',
  ),
  order: note(
    '次序:按层级与镇街、按姓氏笔画、按拼音',
    'The order: by level and town, by the strokes of names, or by their sounds',
    'strokes',
  ),
  counted: note(
    '哪些承诺:已公示、已报完成、已核实',
    'Which commitments: published, reported done, or verified',
    'verified',
  ),
  level: note('代表层级', "The deputy's level", 'township'),
  town: note('镇街的十二位代码', "The town's twelve digits", '500199101000'),
  group: note(
    '代表小组:镇街代码:小组名称',
    "The deputy group: the town's code, a colon, its name",
    '500199101000:第一代表小组',
  ),
  field: note('领域', 'The field', '道路交通'),
  kind: note('共性承诺、个性承诺或未注明', 'Common, personal or not stated', 'personal'),
  unit: note('计量单位:只列以此计量的已核实承诺', 'A unit: only verified commitments measured in it', '盏'),
  q: note(
    '搜索姓名、拼音、首字母、职务、单位、镇街和承诺内容;以空格分开的各部分都要出现。家站按名称、地址和镇街搜索',
    'Searches names, their sounds and initials, posts, places of work, towns and texts; each part between blanks must occur. Of stations names, addresses and towns',
    '石坝村 路灯',
  ),
  region: note('地区的十二位代码;默认为本地区', 'The region, twelve digits; by default the whole', '500199101000'),
  by: note('分列方式:层级、镇街、小组、领域、类别', 'Told apart by level, town, group, field or kind', 'level'),
  page: note('第几页,从1起', 'Which page, from 1', 1),
};
