import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import { CommitmentId, MOST_SELECTED, type OfficeItem } from '../../contract.ts';
import { findOfficeRows } from '../../store/office/office-list.ts';
import { officeItem } from './find-office-commitments.ts';
import { OFFICE_READERS } from './who.ts';

/** Some commitments by their ids, as the table shows them; what the actor does not see is left out. */
export const findOfficeItems = defineQuery({
  name: 'deputies.find-office-items',
  input: z.strictObject({ ids: z.array(CommitmentId).max(MOST_SELECTED) }),
  by: OFFICE_READERS,
  async read({ tx, actor, now }, { ids }): Promise<OfficeItem[]> {
    const rows = await findOfficeRows(tx, actor, ids);
    return rows.map((row) => officeItem(row, now));
  },
});
