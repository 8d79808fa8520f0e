import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { OfficeExport } from '../../contract.ts';
import { screenTable } from '../../domain/export/screen-table.ts';
import { ledgerTable } from '../../domain/export/tables.ts';
import { findLedgerRecordsOf } from '../../store/office/ledger.ts';
import { findChosenIds, findOfficeRows } from '../../store/office/office-list.ts';
import { officeItem, officeQuestionOf } from './find-office-commitments.ts';
import { OFFICE_READERS } from './who.ts';

/** As the ledger has them. A leader of a group signs in with a password alone: no numbers leave the house with them. */
async function ledgerRecords({ tx, actor }: Scene, ids: readonly string[]) {
  const records = await findLedgerRecordsOf(tx, actor, ids);
  return actor.role === 'group-leader' ? records.map((record) => ({ ...record, phone: null })) : records;
}

/**
 * What the table shows on all of its pages, in its order: with the columns of the screen, or as a ledger that the import
 * reads. Of that, what is not published yet is left out: a ledger has no word for it, and imported again it would be
 * published.
 */
export const exportOfficeTable = defineQuery({
  name: 'deputies.export-office-table',
  input: OfficeExport,
  by: OFFICE_READERS,
  async read(scene, { form, ...asked }) {
    const { tx, actor, now } = scene;
    const isLedger = form === 'ledger';
    const ids = await findChosenIds(tx, await officeQuestionOf(scene, asked), { isPublished: isLedger });
    const table = isLedger
      ? ledgerTable(await ledgerRecords(scene, ids))
      : screenTable((await findOfficeRows(tx, actor, ids)).map((row) => officeItem(row, now)));
    return { ...table, region: actor.region };
  },
  trail: ({ page: _, size: __, ...asked }, { rows, region }) => [
    { region, subject: 'commitments', after: { ...asked, rows: rows.length } },
  ],
});
