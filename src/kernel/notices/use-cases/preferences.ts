import { z } from 'zod';
import { defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import { LOCALES } from '../../values/bilingual.ts';
import { districtCode } from '../../values/region-code.ts';
import { maskAddress } from '../domain/mask-address.ts';
import { PERSONAL_CHANNELS } from '../domain/wishes.ts';
import { findContactWays } from '../store/contact-ways.ts';
import { findWishes, getNoticeSetting, saveNoticeSetting, saveWishes } from '../store/settings.ts';
import { SIGNED_IN } from './change-contact-way.ts';

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time such as 21:00' });

/** How somebody wants to be told: language, quiet hours, wishes by kind and channel, and addresses, masked. */
export const readPreferences = defineQuery({
  name: 'kernel.read-notice-preferences',
  input: z.object({}),
  by: SIGNED_IN,
  async read({ tx, actor }) {
    const account = { district: districtCode(actor.region), accountId: actor.id };
    const ways = await findContactWays(tx, account);
    const contacts = ways.map(({ channel, address, verifiedAt }) => ({
      ...{ channel, address: maskAddress(address), isVerified: verifiedAt !== null },
    }));
    return { ...(await getNoticeSetting(tx, account)), wishes: await findWishes(tx, account), contacts };
  },
});

/** Keeps how somebody wants to be told. A wish that is not named stays as it was. */
export const setPreferences = defineUseCase({
  name: 'kernel.set-notice-preferences',
  input: z.object({
    language: z.enum(LOCALES),
    quiet: z.object({ from: Time, until: Time }).nullable(),
    wishes: z
      .array(z.object({ kind: z.string().max(100), channel: z.enum(PERSONAL_CHANNELS), isWanted: z.boolean() }))
      .max(500),
  }),
  by: SIGNED_IN,
  isQuiet: true,
  async run({ tx, actor }, { wishes, ...setting }) {
    const account = { district: districtCode(actor.region), accountId: actor.id };
    await saveNoticeSetting(tx, account, setting);
    await saveWishes(tx, account, wishes);
    return { result: undefined, record: [] };
  },
});
