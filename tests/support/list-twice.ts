import { sql } from 'kysely';
import { RegionCode, districtCode } from '#kernel/contract.ts';
import { readConfig } from '#platform/config.ts';
import { openStore } from '../../src/composition.server.ts';
import { setBounds } from '../../src/kernel/use-case/store/bounds.ts';
import { refreshFigures } from '../../src/modules/deputies/store/figures/refresh-figures.ts';

/**
 * For the tests in a browser: takes the only post of a person for two in the store that the settings name, beside the
 * server, as rosters do that spell its congress in two ways.
 */
const store = await openStore(readConfig(process.env), { isModeAsked: false });
try {
  const region = RegionCode.parse(process.argv[2]);
  const personId = process.argv[3] ?? '';
  const district = districtCode(region);
  await store.stage.database.transaction().execute(async (tx) => {
    await setBounds(tx, { id: 'operator', role: 'operator', region });
    await refreshFigures(tx, { district, personIds: [personId] }, async () => {
      const id = store.stage.newId();
      await sql`
        insert into deputies.membership (district_code, id, person_id, region, level, from_day, until_day)
        select district_code, ${id}, person_id, region, level, from_day, until_day from deputies.membership
        where district_code = ${district} and person_id = ${personId}`.execute(tx);
      await sql`
        insert into deputies.listing (district_code, membership_id, year, congress, group_name)
        select l.district_code, ${id}, l.year, '另一种写法', '第一小组' from deputies.listing l
        join deputies.membership m on m.district_code = l.district_code and m.id = l.membership_id
        where m.district_code = ${district} and m.person_id = ${personId}`.execute(tx);
    });
  });
} finally {
  await store.close();
}
