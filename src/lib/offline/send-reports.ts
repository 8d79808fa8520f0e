import { type Answer, type QueuedReport, afterAnswer, answerOf, nextToSend } from './queue-rules.ts';
import {
  type QueueDatabase,
  findPhotos,
  findReports,
  giveLeaseBack,
  removeReport,
  replaceReport,
  takeLease,
} from './queue-store.ts';

const LOCK = 'jiannuo-me-sending';
/** A slow network needs its time for the photos; whatever takes longer is tried again. */
const LONGEST_MS = 120_000;

/** Random and good enough for an id, also where `crypto.randomUUID` is missing: on pages that are not secure. */
export function newReportId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function formOf(database: QueueDatabase, report: QueuedReport): Promise<FormData> {
  const { id, account, commitmentId, text, day, milestoneId, quantity } = report;
  const fields = report.duty ?? Object.entries({ commitmentId, text, day, milestoneId, quantity });
  const form = new FormData();
  for (const [name, value] of [...fields, ['id', id], ['account', account]] as const) {
    if (value !== null) form.append(name, value);
  }
  for (const { role, name, type, bytes } of await findPhotos(database, id)) {
    form.append(role, new Blob([bytes], { type }), name);
  }
  return form;
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

/** Sends one report as a form sends it, and says what came of it. */
async function send(report: QueuedReport, form: FormData): Promise<Answer> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), LONGEST_MS);
  try {
    // A redirect leads to a sign-in page, of ours or of the network's: neither has taken the report.
    const response = await fetch(report.duty === undefined ? '/me/reports' : '/me/duties/queue', {
      method: 'POST',
      body: form,
      redirect: 'manual',
      credentials: 'same-origin',
      headers: { accept: 'application/json' },
      signal: abort.signal,
    });
    const contentType = response.headers.get('content-type') ?? '';
    return answerOf({ status: response.status, contentType, body: await bodyOf(response) }, report.id);
  } catch {
    return { kind: 'later' };
  } finally {
    clearTimeout(timer);
  }
}

export type Outcome = 'done' | 'later' | 'sign-in' | 'busy';

export interface Sending {
  readonly database: QueueDatabase;
  readonly account: string;
  /** Told whenever the queue has changed. */
  readonly onChange: () => void;
}

async function sendInTurn({ database, account, onChange }: Sending, keep: () => Promise<boolean>): Promise<Outcome> {
  for (;;) {
    const report = nextToSend(await findReports(database), account, Date.now());
    if (report === undefined) return 'done';
    if (!(await keep())) return 'busy';
    const answer = await send(report, await formOf(database, report));
    const after = afterAnswer(report, answer, { now: Date.now(), chance: Math.random() });
    if (after === undefined) await removeReport(database, report.id);
    else await replaceReport(database, after);
    onChange();
    if (answer.kind === 'later' || answer.kind === 'sign-in') return answer.kind;
  }
}

/**
 * Sends what waits, one after the other, in one tab or worker at a time. That a report is stored once does not hang on
 * it, the server sees to that by the report's id: it saves sending photos twice.
 */
export async function sendReports(sending: Sending): Promise<Outcome> {
  if ('locks' in navigator) {
    return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) =>
      lock === null ? 'busy' : sendInTurn(sending, () => Promise.resolve(true)),
    );
  }
  const owner = newReportId();
  const { database } = sending;
  const keep = () => takeLease(database, owner, Date.now() + LONGEST_MS + 10_000);
  if (!(await keep())) return 'busy';
  try {
    return await sendInTurn(sending, keep);
  } finally {
    await giveLeaseBack(database, owner);
  }
}
