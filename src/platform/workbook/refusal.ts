export type Facts = Readonly<Record<string, string | number>>;

interface Says {
  readonly zh: string;
  readonly en: string;
}

const fact = (facts: Facts, name: string): string => {
  const value = facts[name];
  return value === undefined ? '' : String(value);
};

/** One sentence or two for each refusal: what happened, and what to do. */
const SENTENCES = {
  'file.empty': () => ({
    zh: '文件里没有内容。请确认选对了文件,填好并保存后再导入。',
    en: 'The file has no content. Check that it is the right file, fill it in, save it and import it again.',
  }),
  'file.too-large': (facts) => ({
    zh: `文件太大(${fact(facts, 'megabytes')} MB,上限 ${fact(facts, 'limitMegabytes')} MB)。请删去图片和多余的工作表,或拆成几个文件后再导入。`,
    en: `The file is too large (${fact(facts, 'megabytes')} MB, the limit is ${fact(facts, 'limitMegabytes')} MB). Remove pictures and sheets that are not needed, or split it, and import it again.`,
  }),
  'file.wrong-extension': (facts) => ({
    zh: `文件名以“${fact(facts, 'extension')}”结尾,内容却是 ${fact(facts, 'found')}。请用电子表格软件打开,另存为 .xlsx 后再导入。`,
    en: `The file name ends with "${fact(facts, 'extension')}" but the content is ${fact(facts, 'found')}. Open it in a spreadsheet program, save it as .xlsx and import it again.`,
  }),
  'file.unknown-format': (facts) => ({
    zh: `无法识别这个文件${facts.found ? `(内容是 ${fact(facts, 'found')})` : ''}。可以导入 .xlsx、.xls 和 .csv,请用电子表格软件打开,另存为 .xlsx 后再导入。`,
    en: `This kind of file is not recognised${facts.found ? ` (the content is ${fact(facts, 'found')})` : ''}. Files in .xlsx, .xls and .csv can be imported: open it in a spreadsheet program, save it as .xlsx and import it again.`,
  }),
  'file.damaged': () => ({
    zh: '文件已损坏或不完整,可能没有传完。请在电子表格软件里打开检查,另存为新的 .xlsx 后再导入。',
    en: 'The file is damaged or incomplete, perhaps it was not transferred whole. Open it in a spreadsheet program, check it, save it as a new .xlsx and import that.',
  }),
  'file.encrypted': () => ({
    zh: '文件设有打开密码,无法读取。请去掉密码(文件 → 信息 → 保护工作簿)并保存后再导入。',
    en: 'The file is protected by a password and cannot be read. Remove the password, save it and import it again.',
  }),
  'file.macros': () => ({
    zh: '文件里带有宏,为安全起见不予读取。请另存为不含宏的 .xlsx 后再导入。',
    en: 'The file contains macros and is not read for safety. Save it as .xlsx, which has none, and import that.',
  }),
  'file.formulas': (facts) => ({
    zh: `工作表“${fact(facts, 'sheet')}”的 ${fact(facts, 'address')} 单元格是公式。请全选后复制,用“选择性粘贴 → 数值”贴回,保存后再导入。`,
    en: `Cell ${fact(facts, 'address')} of sheet "${fact(facts, 'sheet')}" is a formula. Select all, copy, paste as values, save and import again.`,
  }),
  'file.external-links': (facts) => ({
    zh: `文件引用了外部文件或数据源(${fact(facts, 'part')})。请断开链接(数据 → 编辑链接),粘贴为数值,保存后再导入。`,
    en: `The file refers to other files or data sources (${fact(facts, 'part')}). Break the links, paste as values, save and import again.`,
  }),
  'file.entities': (facts) => ({
    zh: `文件内部(${fact(facts, 'part')})带有不应出现的文档类型声明,为安全起见不予读取。请用电子表格软件打开,另存为新的 .xlsx 后再导入。`,
    en: `The file has a document type declaration inside (${fact(facts, 'part')}), which no spreadsheet needs, and is not read for safety. Open it in a spreadsheet program, save it as a new .xlsx and import that.`,
  }),
  'file.zip-bomb': (facts) => ({
    zh: `文件展开后异常庞大(${fact(facts, 'part')}),为安全起见不予读取。请用电子表格软件打开,只把需要的内容复制到新文件后再导入。`,
    en: `The file unpacks to an abnormal size (${fact(facts, 'part')}) and is not read for safety. Open it in a spreadsheet program, copy what is needed to a new file and import that.`,
  }),
  'file.too-many-rows': (facts) => ({
    zh: `工作表“${fact(facts, 'sheet')}”的行数超过 ${fact(facts, 'limit')} 行。请拆成几个文件后再导入。`,
    en: `Sheet "${fact(facts, 'sheet')}" has more than ${fact(facts, 'limit')} rows. Split it into several files and import them one by one.`,
  }),
  'file.too-many-columns': (facts) => ({
    zh: `工作表“${fact(facts, 'sheet')}”用到的列超过 ${fact(facts, 'limit')} 列。请删去多余的列后再导入。`,
    en: `Sheet "${fact(facts, 'sheet')}" uses more than ${fact(facts, 'limit')} columns. Delete those not needed and import it again.`,
  }),
  'file.too-many-cells': (facts) => ({
    zh: `文件里的单元格超过 ${fact(facts, 'limit')} 个。请拆成几个文件后再导入。`,
    en: `The file has more than ${fact(facts, 'limit')} cells. Split it into several files and import them one by one.`,
  }),
  'file.too-slow': (facts) => ({
    zh: `文件在 ${fact(facts, 'seconds')} 秒内没有处理完。请删去多余的内容或拆成几个文件后再试。`,
    en: `The file was not processed within ${fact(facts, 'seconds')} seconds. Remove what is not needed or split it, and try again.`,
  }),
  'file.out-of-memory': () => ({
    zh: '处理这个文件需要的内存超过允许的范围。请删去多余的内容或拆成几个文件后再试。',
    en: 'The file needs more memory than is allowed. Remove what is not needed or split it, and try again.',
  }),
} as const satisfies Record<string, (facts: Facts) => Says>;

export type RefusalCode = keyof typeof SENTENCES;

export const refusalCodes = Object.keys(SENTENCES) as readonly RefusalCode[];

/** A file that is not read, and why: a stable code, the sentence for people, the facts in it. */
export class WorkbookRefusal extends Error {
  readonly code: RefusalCode;
  readonly facts: Facts;

  constructor(code: RefusalCode, facts: Facts = {}) {
    super(`${code}: ${SENTENCES[code](facts).en}`);
    this.name = 'WorkbookRefusal';
    this.code = code;
    this.facts = facts;
  }

  get says(): Says {
    return SENTENCES[this.code](this.facts);
  }
}
