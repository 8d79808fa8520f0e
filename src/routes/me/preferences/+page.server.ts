import { PERSONAL_CHANNELS, type Wish, isWanted } from '#kernel/contract.ts';
import {
  ask,
  confirmContactWay,
  noticeErrors,
  perform,
  readPreferences,
  setContactWay,
  setPreferences,
} from '#kernel/index.server.ts';
import { readNoticeSettings } from '#platform/notice-settings.ts';
import { noticeKinds } from '../../../clock-work.server.ts';
import { orAgain, readForm, textOf } from '../../office/forms.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readNoQuery } from '../../query.server.ts';
import { readerOf } from '../reader.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What a person can wish for: the code for an address is sent when it is asked for, and never else. */
const OFFERED = noticeKinds.filter(({ kind }) => kind !== 'kernel.contact-code');

/** The channels that the operator has set up; the product's own inbox is always there. */
function channelsOffered() {
  const { smtp, sms } = readNoticeSettings(process.env);
  const isThere = { 'in-app': true, email: smtp !== undefined, sms: sms !== undefined };
  return PERSONAL_CHANNELS.filter((channel) => isThere[channel]);
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = readerOf(event);
  readNoQuery(withoutAction(event.url));
  const { wishes, ...preferences } = await ask(stage, actor, { query: readPreferences, input: {} });
  const channels = channelsOffered();
  const kinds = OFFERED.map(({ kind, label, isMandatory }) => ({
    ...{ kind, label, isMandatory },
    ways: channels.map((channel) => ({
      ...{ channel, isWanted: isWanted({ kind, isMandatory }, channel, wishes) },
      isFixed: isMandatory && channel === 'in-app',
    })),
  }));
  return { ...preferences, kinds, channels };
};

/** Of the boxes only those that are ticked arrive: what was shown and does not arrive is not wanted. */
function wishesOf(form: FormData): Wish[] {
  const ticked = new Set(form.getAll('wish'));
  return OFFERED.flatMap(({ kind, isMandatory }) =>
    channelsOffered()
      .filter((channel) => !(isMandatory && channel === 'in-app'))
      .map((channel) => ({ kind, channel, isWanted: ticked.has(`${kind}/${channel}`) })),
  );
}

type Reader = ReturnType<typeof readerOf>;
type Done = 'saved' | 'codeSent' | 'removed' | 'confirmed';

async function done(event: RequestEvent, work: (by: Reader, form: FormData) => Promise<Done>) {
  const reader = readerOf(event);
  return orAgain(async () => ({ done: await work(reader, await readForm(event)) }));
}

export const actions: Actions = {
  save: (event) =>
    done(event, async ({ stage, actor }, form) => {
      const [from, until] = [textOf(form, 'from'), textOf(form, 'until')];
      const quiet = from === '' || until === '' ? null : { from, until };
      const input = { language: textOf(form, 'language'), quiet, wishes: wishesOf(form) };
      await perform(stage, actor, { useCase: setPreferences, input });
      return 'saved';
    }),
  contact: (event) =>
    done(event, async ({ stage, actor }, form) => {
      const input = { channel: textOf(form, 'channel'), address: textOf(form, 'address') };
      await perform(stage, actor, { useCase: setContactWay, input });
      return input.address === '' ? 'removed' : 'codeSent';
    }),
  confirm: (event) =>
    done(event, async ({ stage, actor }, form) => {
      const input = { channel: textOf(form, 'channel'), code: textOf(form, 'code') };
      const isRight = await perform(stage, actor, { useCase: confirmContactWay, input });
      if (!isRight) throw noticeErrors.wrongCode();
      return 'confirmed';
    }),
};
