import { sql } from 'kysely';
import { expect } from 'vitest';
import { ask, perform } from '#kernel/index.server.ts';
import { SHIQIAO, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { townOfficer } from '#tests/support/life.ts';
import { aShownPicture } from '#tests/support/shown-picture.ts';
import { setConsent } from '../people/set-consent.ts';
import { planPrinting } from './plan-printing.ts';
import { printSheets } from './print-sheets.ts';

const officer = townOfficer(SHIQIAO);

test('the preview has the photo that will be printed, and none without consent to it there', async ({ stage }) => {
  await aDistrict(stage);
  const { id, personId } = await aPost(stage, { region: SHIQIAO, name: '杨帆', listings: { 2020: '第一小组' } });
  await sql`update deputies.listing set workplace = '石桥小学' where membership_id = ${id}`.execute(stage.database);
  const { small } = await aShownPicture(stage, { region: SHIQIAO, kind: 'portrait', subjectId: personId });
  const agree = (field: string, surface: string) =>
    perform(stage, officer, { useCase: setConsent, input: { personId, field, surface, isGiven: true } });
  const where = { kind: 'nameplate', origin: 'https://yunchuan.example.org' };
  const preview = async () => (await ask(stage, officer, { query: planPrinting, input: where })).first;
  await agree('workplace', 'nameplate');
  await agree('photo', 'web');
  expect(await preview()).toMatchObject([{ name: '杨帆', photoFile: null }]);
  await agree('photo', 'nameplate');
  expect(await preview()).toMatchObject([{ name: '杨帆', photoFile: small }]);
  const { sheets } = await perform(stage, officer, { useCase: printSheets, input: where });
  expect(sheets.map(({ photo }) => photo)).toEqual([small]);
});
