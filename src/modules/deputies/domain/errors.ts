import { Problem } from '#kernel/contract.ts';

export const importErrors = {
  noRegions: () =>
    new Problem('conflict', 'import.no-regions', {
      says: {
        zh: '系统中还没有行政区划。请先运行 bin/jiannuo regions import 文件.csv 导入镇街。',
        en: 'The store has no regions yet. Load the towns first: bin/jiannuo regions import FILE.csv',
      },
    }),
  severalDistricts: () =>
    new Problem('invalid', 'import.several-districts', {
      says: {
        zh: '一个文件只能包含一个区县的镇街，请按区县分开后再导入。',
        en: 'A file may hold the towns of one district only: split it by district.',
      },
    }),
  noKnownSheet: () =>
    new Problem('invalid', 'file.no-known-sheet', {
      says: {
        zh: '没有找到代表名册或承诺台账：表头至少要有“姓名”和“代表层级”，或“代表姓名”和“承诺内容”。',
        en: 'There is no roster and no ledger in it: the headings need at least 姓名 and 代表层级, or 代表姓名 and 承诺内容.',
      },
    }),
};

export const exportErrors = {
  outside: () =>
    new Problem('forbidden', 'export.outside', {
      says: { zh: '这个镇街不在您的辖区内。', en: 'This town is not in your region.' },
    }),
  notOneDistrict: () =>
    new Problem('invalid', 'export.not-one-district', {
      says: {
        zh: '请指定要导出的镇街或区县。',
        en: 'Say which town or district is to be exported.',
      },
    }),
};
