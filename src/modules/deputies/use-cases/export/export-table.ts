import { isWithin, regionLevel } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { ExportRequest } from '../../contract.ts';
import { exportErrors } from '../../domain/errors.ts';
import { ledgerTable, rosterTable } from '../../domain/export/tables.ts';
import { findLedgerRecords, findRosterRecords } from '../../store/export/records.ts';

/** A year's rosters or ledgers of a district or a town, in the form that the import reads. */
export const exportTable = defineQuery({
  name: 'deputies.export-table',
  input: ExportRequest,
  by: ['operator', 'district-officer', 'town-officer'],
  async read({ tx, actor }, { kind, year, town, order }) {
    const region = town ?? actor.region;
    if (!isWithin(region, actor.region)) throw exportErrors.outside();
    if (!['district', 'town'].includes(regionLevel(region))) throw exportErrors.notOneDistrict();
    const wanted = { region, year, order };
    const table =
      kind === 'roster'
        ? rosterTable(await findRosterRecords(tx, wanted))
        : ledgerTable(await findLedgerRecords(tx, wanted));
    return { ...table, region };
  },
  // A file with names and phone numbers leaves the house.
  trail: ({ kind, year }, { region }) => [{ region, subject: `${kind}:${year}` }],
});
