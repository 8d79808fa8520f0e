import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import { undoUntil, whyNotUndone } from '../../domain/office/may-be-undone.ts';
import { officeErrors } from '../../domain/office/office-errors.ts';
import { findBulk } from '../../store/office/bulk-actions.ts';
import { findOfficeRows } from '../../store/office/office-list.ts';
import { officeItem } from './find-office-commitments.ts';
import { OFFICE_READERS } from './who.ts';

/** What was done to several commitments at once, and until when it can be taken back. @throws Problem `not-found` */
export const readBulk = defineQuery({
  name: 'deputies.read-bulk',
  input: z.strictObject({ bulkId: z.uuid() }),
  by: OFFICE_READERS,
  async read({ tx, actor, now, recordedAt }, { bulkId }) {
    const bulk = await findBulk(tx, bulkId, { region: actor.region, isToChange: false });
    if (bulk === undefined) throw officeErrors.unknownBulk();
    const ids = bulk.rows.map(({ commitmentId }) => commitmentId);
    const items = await findOfficeRows(tx, actor, ids);
    const mayUndo = whyNotUndone(bulk, actor.id, recordedAt) === undefined;
    return {
      bulk,
      items: items.map((row) => officeItem(row, now)),
      undoUntil: mayUndo ? (undoUntil(bulk) ?? null) : null,
    };
  },
});
