export type BackupFailureCode =
  | 'backup.exists'
  | 'backup.unwritable'
  | 'backup.unreadable'
  | 'backup.foreign'
  | 'backup.damaged'
  | 'backup.too-new'
  | 'store.unavailable'
  | 'store.no-rights'
  | 'restore.not-empty'
  | 'restore.store-newer'
  | 'restore.shape-differs'
  | 'restore.refused'
  | 'restore.differs';

export interface Says {
  readonly zh: string;
  readonly en: string;
}

/** A backup or a restore that did not happen. The sentence says what happened and what to do; nothing was changed. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
  /** Stable, for scripts and tests. */
  readonly code: BackupFailureCode;
  readonly says: Says;

  constructor(code: BackupFailureCode, says: Says, options?: ErrorOptions) {
    super(says.en, options);
    this.code = code;
    this.says = says;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export function damaged(file: string, what: Says, options?: ErrorOptions): BackupFailure {
  return new BackupFailure(
    'backup.damaged',
    {
      zh: `备份文件 ${file} 已损坏(${what.zh}),未作任何改动。请改用另一份备份。`,
      en: `The backup ${file} is damaged (${what.en}); nothing was changed. Use another backup.`,
    },
    options,
  );
}

export function foreign(file: string): BackupFailure {
  return new BackupFailure('backup.foreign', {
    zh: `${file} 不是践诺的备份文件,未作任何改动。`,
    en: `${file} is not a backup of Jiannuo; nothing was changed.`,
  });
}

/** @returns the failure to say for an error of the file system while `file` was read */
export function unreadable(file: string, error: unknown): BackupFailure {
  const says = {
    zh: `无法读取 ${file}:${messageOf(error)}。请检查路径和权限。`,
    en: `${file} cannot be read: ${messageOf(error)}. Check the path and the permissions.`,
  };
  return new BackupFailure('backup.unreadable', says, { cause: error });
}

/** @returns the failure to say for an error of the file system while `file` was written */
export function unwritable(file: string, error: unknown): BackupFailure {
  const says = {
    zh: `无法写入备份 ${file}:${messageOf(error)}。请检查文件夹、权限和磁盘剩余空间。`,
    en: `The backup ${file} cannot be written: ${messageOf(error)}. Check the folder, its permissions and the free space.`,
  };
  return new BackupFailure('backup.unwritable', says, { cause: error });
}

export function unavailable(error: unknown): BackupFailure {
  const says = {
    zh: `无法连接数据库:${messageOf(error)}。请检查数据库是否在运行以及连接设置。`,
    en: `The database cannot be reached: ${messageOf(error)}. Check that it runs, and the connection settings.`,
  };
  return new BackupFailure('store.unavailable', says, { cause: error });
}

export function noRights(error: unknown): BackupFailure {
  const says = {
    zh: `数据库账号权限不足(${messageOf(error)}),未作任何改动。备份和恢复须使用数据表所有者的账号。`,
    en: `The database role lacks rights (${messageOf(error)}); nothing was changed. Back up and restore as the role that owns the tables.`,
  };
  return new BackupFailure('store.no-rights', says, { cause: error });
}

const INSUFFICIENT_PRIVILEGE = '42501';

/** @returns the failure to say for an error of the database, or the error itself when it is a defect of ours */
export function explainStoreError(error: unknown): unknown {
  if (error instanceof BackupFailure) return error;
  const code = codeOf(error);
  if (code === INSUFFICIENT_PRIVILEGE) return noRights(error);
  const isLost = code.startsWith('08') || code.startsWith('57P') || /^E[A-Z]+$/.test(code);
  return isLost || /^Connection terminated/.test(messageOf(error)) ? unavailable(error) : error;
}
