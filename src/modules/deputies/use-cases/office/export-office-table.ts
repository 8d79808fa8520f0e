import { defineQuery } from '#kernel/index.server.ts';
import { OfficeFilter } from '../../contract.ts';
import { ledgerTable } from '../../domain/export/tables.ts';
import { findLedgerRecordsOf } from '../../store/office/ledger.ts';
import { findPublishedIds } from '../../store/office/office-list.ts';
import { officeQuestionOf } from './find-office-commitments.ts';
import { OFFICE_READERS } from './who.ts';

/**
 * What the table shows on all of its pages, in its order, as a ledger that the import reads. What is not published yet is
 * left out: a ledger has no word for it, and imported again it would be published.
 */
export const exportOfficeTable = defineQuery({
  name: 'deputies.export-office-table',
  input: OfficeFilter,
  by: OFFICE_READERS,
  async read(scene, asked) {
    const { tx, actor } = scene;
    const ids = await findPublishedIds(tx, await officeQuestionOf(scene, asked));
    const records = await findLedgerRecordsOf(tx, actor, ids);
    // A leader of a group signs in with a password alone: no numbers leave the house with them.
    const isLeader = actor.role === 'group-leader';
    const table = ledgerTable(isLeader ? records.map((record) => ({ ...record, phone: null })) : records);
    return { ...table, region: actor.region };
  },
  trail: ({ page: _, size: __, ...asked }, { rows, region }) => [
    { region, subject: 'commitments', after: { ...asked, rows: rows.length } },
  ],
});
