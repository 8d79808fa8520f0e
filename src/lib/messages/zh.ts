import { aboutZh } from './about-zh.ts';
import { activitiesZh } from './activities-zh.ts';
import { deskZh } from './desk-zh.ts';
import { dutiesZh } from './duties-zh.ts';
import { evidenceZh } from './evidence-zh.ts';
import { lifeZh } from './life-zh.ts';
import { meZh } from './me-zh.ts';
import { noticesZh } from './notices-zh.ts';
import { accountsZh } from './accounts-zh.ts';
import { officeZh } from './office-zh.ts';
import { peopleZh } from './people-zh.ts';
import { printingZh } from './printing-zh.ts';
import { reportsZh } from './reports-zh.ts';
import { stationsZh } from './stations-zh.ts';
import { undoZh } from './undo-zh.ts';
import { pagesZh } from './pages-zh.ts';
import { screeningZh } from './screening-zh.ts';

/** The words of every page. Functions take numbers and days already written for the reader. */
export const zh = {
  brand: '践诺',
  slogan: '亮身份 亮承诺',
  skip: '跳到正文',
  nav: {
    label: '主导航',
    menu: '菜单',
    tools: '语言与显示',
    wall: '公示墙',
    commitments: '承诺',
    figures: '数据',
    stations: '家站',
    about: '关于',
    signIn: '登录',
  },
  otherLanguage: 'English',
  type: { large: '大字版', normal: '标准字号' },
  demo: {
    label: '演示说明',
    banner: '演示数据：人物、承诺均为虚构。',
    day: (day: string) => `系统日期 ${day}。`,
  },
  footer: {
    promise: '说过的话，查得到；办成的事，由别人核实。',
    privacy: '本站不设追踪，不收集访问者身份。',
    source: '开放源代码（Apache-2.0）',
  },
  action: '操作',
  breadcrumbs: '所在位置',
  pager: {
    label: '翻页',
    previous: '上一页',
    next: '下一页',
    at: (page: string, pages: string) => `第 ${page} / ${pages} 页`,
  },
  search: { button: '搜索', clear: '清除' },
  filter: {
    heading: '筛选',
    all: '全部',
    more: (count: string) => `展开 ${count} 个`,
    active: '当前条件',
    remove: (label: string) => `去掉条件：${label}`,
    clear: '清除全部条件',
    year: (year: string) => `${year} 年`,
    asOf: (day: string) => `截至 ${day}`,
    query: (text: string) => `“${text}”`,
    unit: (unit: string) => `成果单位：${unit}`,
  },
  level: '层级',
  town: '镇街',
  group: '代表小组',
  field: '领域',
  kind: '类别',
  year: '年度',
  meter: {
    verified: '已核实',
    awaiting: '待核实',
    open: '未完成',
    text: (verified: string, awaiting: string, total: string) =>
      `共 ${total} 条：已核实 ${verified} 条，报告完成、待核实 ${awaiting} 条`,
  },
  seal: { all: ['全部', '践诺'], done: ['已', '践诺'] },
  portrait: { drawn: '绘制的头像', none: '未提供照片' },
  file: { choose: '选择文件', hint: '可一次选择多个文件' },
  ...pagesZh,
  aboutFigures: aboutZh,
  notices: noticesZh,
  office: officeZh,
  desk: deskZh,
  undo: undoZh,
  life: lifeZh,
  me: meZh,
  accounts: accountsZh,
  screening: screeningZh,
  duties: dutiesZh,
  evidence: evidenceZh,
  people: peopleZh,
  activities: activitiesZh,
  stations: stationsZh,
  printing: printingZh,
  reports: reportsZh,
};

export type Messages = typeof zh;
