import { Problem } from '#kernel/contract.ts';
import { BATCH_LIMITS } from '../../contract.ts';

const megabytes = (bytes: number): number => Math.round(bytes / (1024 * 1024));

export const batchErrors = {
  noFiles: () =>
    new Problem('invalid', 'batch.no-files', {
      says: {
        zh: '还没有选择文件。请选择一个或几个表格文件。',
        en: 'No file was chosen. Choose one or more spreadsheets.',
      },
    }),
  tooManyFiles: (count: number) =>
    new Problem('invalid', 'batch.too-many-files', {
      says: {
        zh: `一次最多 ${BATCH_LIMITS.files} 个文件，这次有 ${count} 个。请分几次导入。`,
        en: `At most ${BATCH_LIMITS.files} files can be taken at once; there are ${count}. Import them in several goes.`,
      },
      facts: { count },
    }),
  fileTooLarge: (name: string) =>
    new Problem('invalid', 'batch.file-too-large', {
      says: {
        zh: `文件“${name}”超过 ${megabytes(BATCH_LIMITS.fileBytes)} MB。请删去图片和多余的工作表，或拆成几个文件。`,
        en: `The file “${name}” is larger than ${megabytes(BATCH_LIMITS.fileBytes)} MB. Remove pictures and sheets that are not needed, or split it.`,
      },
    }),
  allTooLarge: () =>
    new Problem('invalid', 'batch.too-large', {
      says: {
        zh: `这些文件合计超过 ${megabytes(BATCH_LIMITS.allBytes)} MB。请分几次导入。`,
        en: `Together the files are larger than ${megabytes(BATCH_LIMITS.allBytes)} MB. Import them in several goes.`,
      },
    }),
  notReceived: () =>
    new Problem('invalid', 'batch.not-received', {
      says: {
        zh: '没有收到完整的文件，可能中途断开了。请重新选择文件再试。',
        en: 'The files did not arrive whole; the connection may have broken. Choose them again.',
      },
    }),
  notFound: () =>
    new Problem('not-found', 'batch.not-found', {
      says: { zh: '没有这一批文件。', en: 'There is no such batch of files.' },
    }),
  fileNotFound: () =>
    new Problem('not-found', 'batch.file-not-found', {
      says: {
        zh: '没有这个文件，或者它已经按规定删除。',
        en: 'There is no such file, or it has been erased as the rules ask.',
      },
    }),
  notNow: (action: string, state: string) =>
    new Problem('conflict', 'batch.not-now', {
      says: {
        zh: '这一批文件的状态已经变了，这一步现在不能做。请返回该批次查看。',
        en: 'The batch has moved on, and this step cannot be taken now. Go back to the batch to see where it stands.',
      },
      facts: { action, state },
    }),
  previewChanged: () =>
    new Problem('conflict', 'batch.preview-changed', {
      says: {
        zh: '您看过之后，预览又变了。请看新的预览再决定。',
        en: 'The preview has changed since you saw it. Look at the new one, then decide.',
      },
    }),
  hasFaults: () =>
    new Problem('conflict', 'batch.has-faults', {
      says: {
        zh: '预览中还有问题，不能全部写入。请改正后重新上传，或只写入没有问题的行。',
        en: 'The preview still has faults, so that not all can be written. Correct the files, or write the good rows only.',
      },
    }),
};

/** Why a batch stands still, or is shown anew. */
export const batchNotices = {
  restarted: {
    zh: '处理中途系统重新启动，这一批停在了半路。已写入的文件是完整的，其余的没有写入；再运行一次即可，已写入的不会重复。',
    en: 'The system was restarted while this batch was being worked on. Files that were written are whole, the others are not written at all; run it again, and nothing is written twice.',
  },
  failed: {
    zh: '处理这一批时系统出了问题，已经记录下来。已写入的文件是完整的，其余的没有写入。可以再运行一次；如果还是这样，请联系维护人员。',
    en: 'The system failed while working on this batch; the fault is on record. Files that were written are whole, the others are not written at all. Run it again; if it fails again, tell whoever runs the system.',
  },
  foundLater: {
    zh: '预览之后数据有了变化，写入时发现了新的问题，有问题的文件没有写入。下面是新的预览。',
    en: 'The records changed after the preview, and new faults were found while writing: files with faults were not written. Below is a new preview.',
  },
};
