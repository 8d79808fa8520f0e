import { z } from 'zod';
import { districtCode } from '#kernel/contract.ts';
import { defineQuery, defineUseCase } from '#kernel/index.server.ts';
import { SetThemes, Year } from '../../contract.ts';
import { DUTY_READERS, LOGGERS } from '../../domain/duties/permission.ts';
import { yearOf } from '../../domain/moment.ts';
import { findThemes, saveThemes } from '../../store/duties/themes.ts';

/** What the district works on in a year: offered wherever a theme can be chosen. */
export const readThemes = defineQuery({
  name: 'deputies.read-themes',
  input: z.strictObject({ year: Year.optional() }),
  by: [...new Set([...DUTY_READERS, ...LOGGERS])],
  async read({ tx, actor, now }, asked) {
    const year = asked.year ?? yearOf(now);
    return { year, themes: await findThemes(tx, districtCode(actor.region), year) };
  },
});

/** Says what the district works on in a year. What was chosen before stays with what it was chosen for. */
export const setThemes = defineUseCase({
  name: 'deputies.set-themes',
  input: SetThemes,
  by: ['district-officer', 'operator'],
  isQuiet: true,
  async run({ tx, actor }, { year, themes }) {
    const { region } = actor;
    const district = districtCode(region);
    const before = await findThemes(tx, district, year);
    const after = [...new Set(themes)];
    await saveThemes(tx, { district, year }, after);
    return {
      result: { themes: after },
      record: [],
      trail: [{ region, subject: `themes:${year}`, before: { themes: before }, after: { themes: after } }],
    };
  },
});
