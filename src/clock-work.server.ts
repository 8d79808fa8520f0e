import {
  type Channel,
  type ClockWork,
  type NoticeKind,
  type NoticeKinds,
  type Outbox,
  type Stage,
  contactCodeKind,
  emailChannel,
  forgetOldNotices,
  openOutbox,
  perform,
  smsChannel,
  webhookChannel,
} from '#kernel/index.server.ts';
import { checkPrintouts, deputyNoticeKinds, remind } from '#modules/deputies/index.server.ts';
import type { NoticeSettings } from '#platform/notice-settings.ts';
import { type Jobs, openJobs, prepareJobs } from '#platform/jobs/jobs.ts';
import type { Log } from '#platform/log.ts';
import { type Store, clockOf, grantRightsTo } from './composition.server.ts';

/** All kinds of notices that the parts of the product tell of. */
export const noticeKinds: readonly NoticeKind[] = [contactCodeKind, ...deputyNoticeKinds];

/** All work by the clock that the parts of the product give. */
function clockWorkOf({ home, gate }: Store): ClockWork[] {
  const remindAll = async (stage: Stage) => {
    await perform(stage, clockOf(await home()), { useCase: remind, input: {} });
  };
  const checkPaper = async (stage: Stage) => {
    const input = { origin: gate().origin ?? null };
    await perform(stage, clockOf(await home()), { useCase: checkPrintouts, input });
  };
  return [
    { name: 'deputies.remind', cron: '30 8 * * *', run: remindAll },
    { name: 'deputies.check-printouts', cron: '* * * * *', run: checkPaper },
  ];
}

function channelsOf({ origin, smtp, webhooks, sms }: NoticeSettings): Channel[] {
  const urls = new Map(webhooks.map(({ name, url }) => [name, url]));
  return [
    ...(smtp === undefined ? [] : [emailChannel({ ...smtp, origin })]),
    ...(webhooks.length === 0 ? [] : [webhookChannel({ urls, origin })]),
    ...(sms === undefined ? [] : [smsChannel(sms)]),
  ];
}

/** The product's work in the background of the server. */
export interface Background {
  /** The store has changed: what is to be told of it is told soon. */
  wake(): void;
  stop(): Promise<void>;
}

function outboxOf(store: Store, settings: NoticeSettings, log: Log): Outbox {
  const kinds: NoticeKinds = new Map(noticeKinds.map((kind) => [kind.kind, kind]));
  return openOutbox({
    ...{ stage: store.stage, actor: async () => clockOf(await store.home()), kinds },
    // The addresses stay with the channel.
    webhooks: settings.webhooks.map(({ url: _, ...target }) => target),
    channels: channelsOf(settings),
    onFailure: (error) => log.error({ error }, 'a notice could not be told'),
  });
}

async function openQueue(store: Store, outbox: Outbox, log: Log): Promise<Jobs> {
  await prepareJobs(store.ownerConnection, log);
  if (store.embedded !== undefined) await grantRightsTo(store.ownerConnection);
  const { stage } = store;
  const deliver = async () => {
    outbox.wake();
    await outbox.idle();
  };
  const forget = async () => {
    await perform(stage, clockOf(await store.home()), { useCase: forgetOldNotices, input: {} });
  };
  const jobs = [
    { name: 'kernel.deliver-notices', cron: '* * * * *', run: deliver },
    { name: 'kernel.forget-old-notices', cron: '40 3 * * *', run: forget },
    ...clockWorkOf(store).map((work) => ({ name: work.name, cron: work.cron, run: () => work.run(stage) })),
  ];
  return openJobs({ connection: store.connection, jobs, log });
}

/** How long the server waits for a message that is on its way; what is cut off is settled by the next process. */
const STOP_MS = 4_000;

/** Begins the work by the clock and the telling of notices. Only the server does it, not the command line. */
export async function startBackground(store: Store, settings: NoticeSettings, log: Log): Promise<Background> {
  const outbox = outboxOf(store, settings, log);
  const jobs = await openQueue(store, outbox, log);
  outbox.wake();
  return {
    wake: () => outbox.wake(),
    async stop() {
      const patience = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
      await Promise.all([jobs.stop(), Promise.race([outbox.stop(), patience])]);
    },
  };
}
