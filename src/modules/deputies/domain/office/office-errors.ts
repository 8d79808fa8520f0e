import { Problem } from '#kernel/contract.ts';
import { UNDO_MINUTES } from '../../contract.ts';

/** What can stand in the way of acting upon several commitments, or of taking that back. */
export const officeErrors = {
  howMissing: () =>
    new Problem('invalid', 'bulk.how-missing', {
      says: {
        zh: '请写明怎样核实的（至少 4 个字）。',
        en: 'Say how it was checked (four characters at least).',
      },
    }),
  remindedToday: () =>
    new Problem('conflict', 'bulk.reminded-today', {
      says: {
        zh: '今天已经提醒过了，明天再提醒。',
        en: 'They have been reminded today already: once a day is enough.',
      },
    }),
  unknownBulk: () =>
    new Problem('not-found', 'bulk.unknown', {
      says: { zh: '没有这次批量办理。', en: 'There is no such bulk action.' },
    }),
  notUndoable: () =>
    new Problem('conflict', 'bulk.not-undoable', {
      says: {
        zh: '只有批量公示可以撤销，而且只能由办理人撤销一次。',
        en: 'Only a bulk publication can be taken back, once, by whoever did it.',
      },
    }),
  undoOver: () =>
    new Problem('conflict', 'bulk.undo-over', {
      says: {
        zh: `已超过 ${UNDO_MINUTES} 分钟，不能再撤销。请改用“修改”或“撤回”，并写明公开理由。`,
        en: `More than ${UNDO_MINUTES} minutes have passed. Amend or withdraw them instead, with a public reason.`,
      },
      facts: { minutes: UNDO_MINUTES },
    }),
  standsOnIt: () =>
    new Problem('conflict', 'bulk.stands-on-it', {
      says: {
        zh: '公示之后已有后续操作，不能撤销。',
        en: 'Something has been done since it was published, so it stays.',
      },
    }),
};
