import { describe, expect } from 'vitest';
import { ask, perform } from '#kernel/index.server.ts';
import { aMember, anActivity } from '#tests/support/activities.ts';
import { NOW, SHIQIAO, aDistrict, test, visitorOf } from '#tests/support/deputies.ts';
import { districtOfficer, townOfficer } from '#tests/support/life.ts';
import { setThemes } from '../duties/themes.ts';
import { findOfficeActivities, findPublicActivities } from './find-activities.ts';
import { recordActivity } from './record-activity.ts';

const officer = townOfficer(SHIQIAO);

describe('the themes of activities', () => {
  test('narrow the list, those of the year first; one that was written freely is found, too', async ({ stage }) => {
    await aDistrict(stage);
    await aMember(stage);
    const themes = ['脱贫攻坚', '人居环境整治'];
    await perform(stage, districtOfficer(), { useCase: setThemes, input: { year: 2020, themes } });
    const both = await anActivity(stage, { themes: ['人居环境整治', '河长制'] });
    const one = await anActivity(stage, { themes: ['人居环境整治'] });
    await anActivity(stage);
    const find = (theme: string) => ask(stage, officer, { query: findOfficeActivities, input: { theme } });
    const list = await find('人居环境整治');
    expect(list.items.map(({ id }) => id).toSorted()).toEqual([both, one].toSorted());
    expect(list.themes).toEqual([...themes, '河长制']);
    expect((await find('河长制')).items.map(({ id }) => id)).toEqual([both]);
    expect(await find('脱贫攻坚')).toMatchObject({ total: 0 });
  });

  test('are offered to the public as far as something was held for them', async ({ stage }) => {
    await aDistrict(stage);
    await aMember(stage);
    const input = { year: 2020, themes: ['脱贫攻坚', '人居环境整治'] };
    await perform(stage, districtOfficer(), { useCase: setThemes, input });
    await anActivity(stage, { themes: ['脱贫攻坚'] });
    const activityId = await anActivity(stage, { themes: ['人居环境整治'] });
    const evening = { ...stage, now: () => Temporal.Instant.from(NOW).add({ hours: 10 }) };
    const held = { useCase: recordActivity, input: { activityId, minutes: '看了三处河段。' } };
    await perform(evening, officer, held);
    const seen = (theme: string) =>
      ask(stage, visitorOf('500199000000'), { query: findPublicActivities, input: { theme } });
    expect(await seen('人居环境整治')).toMatchObject({ total: 1, themes: ['人居环境整治'] });
    expect(await seen('脱贫攻坚')).toMatchObject({ total: 0, themes: ['人居环境整治'] });
  });
});
