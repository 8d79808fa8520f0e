interface Says {
  readonly zh: string;
  readonly en: string;
}

export const MAX_FILE_BYTES = 20 * 1024 * 1024;

const ALLOWED: Says = {
  zh: '可以上传的图片：JPEG、PNG、WebP、GIF；文件：PDF、DOCX、XLSX（不含宏）',
  en: 'Allowed are pictures (JPEG, PNG, WebP, GIF) and documents (PDF, DOCX, XLSX without macros)',
};

/** What happened, and what to do. */
const SENTENCES = {
  'file.empty': {
    zh: '文件是空的（0 字节）。请确认选对了文件，再上传一次。',
    en: 'The file is empty (0 bytes). Check that it is the right one and send it again.',
  },
  'file.too-large': {
    zh: '文件超过 20 MB。请缩小图片或拆分文件后再上传。',
    en: 'The file is larger than 20 MB. Make the picture smaller, or split the document, and send it again.',
  },
  'file.not-allowed': {
    zh: `不能接收这种文件。${ALLOWED.zh}。`,
    en: `This kind of file is not taken. ${ALLOWED.en}.`,
  },
  'file.heic': {
    zh: '这是 HEIC/HEIF 格式的照片，本系统无法读取。请在手机的“设置 → 相机 → 格式”中选“兼容性最佳”后重拍，或用“分享”另存为 JPEG 再上传。',
    en: 'This photo is in HEIC/HEIF, which cannot be read here. In the phone’s settings choose Camera → Formats → Most Compatible and take it again, or share it as JPEG and send that.',
  },
  'file.damaged': {
    zh: '文件已损坏或不完整，可能没有传完。请打开检查后再上传一次。',
    en: 'The file is damaged or incomplete, perhaps it was not transferred whole. Open it to check, and send it again.',
  },
  'file.disguised': {
    zh: '文件里夹带了另一种格式的内容，为安全起见不予接收。请用图片或办公软件打开，另存为新文件后再上传。',
    en: 'The file carries content of another kind inside and is not taken for safety. Open it, save it as a new file, and send that.',
  },
  'file.too-many-pixels': {
    zh: '图片超过 1 亿像素。请缩小后再上传。',
    en: 'The picture has more than 100 million pixels. Make it smaller and send it again.',
  },
  'file.macros': {
    zh: '文件里带有宏或可执行内容，为安全起见不予接收。请另存为不含宏的 .docx 或 .xlsx 后再上传。',
    en: 'The document contains macros or programs and is not taken for safety. Save it as .docx or .xlsx without macros and send that.',
  },
  'file.active': {
    zh: 'PDF 里带有脚本、附件或会自动执行的内容，为安全起见不予接收。请用“打印为 PDF”另存后再上传。',
    en: 'The PDF contains scripts, attachments or actions and is not taken for safety. Print it to a new PDF and send that.',
  },
  'file.zip-bomb': {
    zh: '文件展开后异常庞大，为安全起见不予接收。请另存为新文件后再上传。',
    en: 'The file unpacks to an abnormal size and is not taken for safety. Save it as a new file and send that.',
  },
  'file.encrypted': {
    zh: '文件设有打开密码。请去掉密码并保存后再上传。',
    en: 'The file is protected by a password. Remove it, save the file and send it again.',
  },
  'form.malformed': {
    zh: '表单没有完整送达，请重新提交。',
    en: 'The form did not arrive whole: send it again.',
  },
  'form.too-much': {
    zh: '一次提交的内容太多：最多 12 个文件，合计不超过 60 MB，文字最多 100 KB。请分几次提交。',
    en: 'Too much at once: at most 12 files, 60 MB together, and 100 KB of text. Send it in several parts.',
  },
} as const satisfies Record<string, Says>;

export type FileRefusalCode = keyof typeof SENTENCES;

export const fileRefusalCodes = Object.keys(SENTENCES) as readonly FileRefusalCode[];

/** A file or form that is not taken, and why: a stable code, and the sentence for people. */
export class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
  readonly code: FileRefusalCode;

  constructor(code: FileRefusalCode, options?: ErrorOptions) {
    super(`${code}: ${SENTENCES[code].en}`, options);
    this.code = code;
  }

  get says(): Says {
    return SENTENCES[this.code];
  }
}
