import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ROLES, type Role, type Scene, defineUseCase } from '../../use-case/define-use-case.ts';
import { districtCode } from '../../values/region-code.ts';
import { instantText } from '../../values/time.ts';
import { CONTACT_CODE } from '../contact-code.ts';
import { noticeErrors } from '../domain/notice-errors.ts';
import { type ContactWay, deleteContactWay, findContactWays, saveContactWay } from '../store/contact-ways.ts';
import { insertDeliveries } from '../store/deliveries.ts';
import { closeNotice, insertNotices } from '../store/notices.ts';

/** Whoever has an account. */
export const SIGNED_IN: readonly Role[] = ROLES.filter((role) => !['operator', 'clock', 'visitor'].includes(role));

const CODE_SECONDS = 30 * 60;
const GUESSES = 5;
/** So that nobody is flooded with codes that another asks for. */
const PAUSE_SECONDS = 60;

const SHAPES: Readonly<Record<ContactWay['channel'], RegExp>> = {
  email: /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/,
  sms: /^1\d{10}$/,
};

const accountOf = ({ actor }: Scene) => ({ district: districtCode(actor.region), accountId: actor.id });

function shifted(instant: string, seconds: number): string {
  return instantText(Temporal.Instant.from(instant).add({ seconds }));
}

/** Six digits, out of the chance in an id. */
function codeFrom(id: string): string {
  const number = createHash('sha256').update(id).digest().readUInt32BE(0);
  return String(number % 1_000_000).padStart(6, '0');
}

async function sendCode(scene: Scene, channel: ContactWay['channel']): Promise<void> {
  const { tx, actor, now, recordedAt, newId } = scene;
  const { district, accountId } = accountOf(scene);
  const notice = {
    ...{ id: newId(), district, region: actor.region, recipient: { accountId }, kind: CONTACT_CODE },
    ...{ subject: `${channel}:${accountId}`, uniqueKey: `contact-code:${channel}:${accountId}:${recordedAt}` },
    ...{ dueAt: now, recordedAt },
  };
  await insertNotices(tx, [notice]);
  // The text holds the code, so that it is kept nowhere.
  await closeNotice(tx, notice, { state: 'addressed', told: null, at: now });
  const delivery = { id: newId(), channel, recipient: accountId, isDelivered: false, nextAt: recordedAt };
  await insertDeliveries(tx, { ...notice, at: recordedAt }, [delivery]);
}

const Channel = z.enum(['email', 'sms']);

/**
 * Keeps an address of one's own, and sends a code to it that proves whose it is. An empty address removes it.
 * @throws Problem `invalid` for what is no address, `conflict` for a second code within a minute
 */
export const setContactWay = defineUseCase({
  name: 'kernel.set-contact-way',
  input: z.object({ channel: Channel, address: z.string().trim().max(200) }),
  by: SIGNED_IN,
  isQuiet: true,
  async run(scene, { channel, address }) {
    const { tx, recordedAt, newId } = scene;
    const account = accountOf(scene);
    const done = { result: undefined, record: [] };
    if (address !== '' && !SHAPES[channel].test(address)) throw noticeErrors.badAddress(channel);
    const known = (await findContactWays(tx, account)).find((way) => way.channel === channel);
    if (known?.address === address && known.verifiedAt !== null) return done;
    const soonest = shifted(recordedAt, CODE_SECONDS - PAUSE_SECONDS);
    // To remove an address is to begin anew, so that it waits as well.
    if (known?.codeUntil != null && known.codeUntil > soonest) throw noticeErrors.tooSoon();
    if (address === '') {
      await deleteContactWay(tx, account, channel);
      return done;
    }
    await saveContactWay(tx, account, {
      ...{ channel, address, verifiedAt: null, code: codeFrom(newId()), guessesLeft: GUESSES },
      codeUntil: shifted(recordedAt, CODE_SECONDS),
    });
    await sendCode(scene, channel);
    return done;
  },
});

/**
 * Verifies an address by the code that was sent to it.
 * @returns false when the code is wrong: the guess counts, so that it has to be kept
 */
export const confirmContactWay = defineUseCase({
  name: 'kernel.confirm-contact-way',
  input: z.object({ channel: Channel, code: z.string().trim().max(20) }),
  by: SIGNED_IN,
  isQuiet: true,
  async run(scene, { channel, code }) {
    const { tx, recordedAt } = scene;
    const account = accountOf(scene);
    const way = (await findContactWays(tx, account)).find((one) => one.channel === channel);
    const isOpen = way?.code != null && way.guessesLeft > 0 && (way.codeUntil ?? '') > recordedAt;
    if (!isOpen) return { result: false, record: [] };
    const isRight = way.code === code;
    await saveContactWay(
      tx,
      account,
      isRight
        ? { ...way, verifiedAt: recordedAt, code: null, codeUntil: null }
        : { ...way, guessesLeft: way.guessesLeft - 1 },
    );
    return { result: isRight, record: [] };
  },
});
