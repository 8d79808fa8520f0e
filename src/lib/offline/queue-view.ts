import { type QueuedReport, inOrder } from './queue-rules.ts';
import { type QueueDatabase, removeReport } from './queue-store.ts';

export type QueueWords = Readonly<Record<string, string>>;

/** Fills in what stands in braces. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Where there is no clipboard, on pages that are not secure: the old way.
    const field = Object.assign(document.createElement('textarea'), { value: text });
    document.body.append(field);
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way there on pages that are not secure
    document.execCommand('copy');
    field.remove();
  }
}

/** The list of what waits on this phone, and the line that says that there is no network. */
export class QueueView {
  isSending = false;
  needsSignIn = false;
  onRetry: () => void = () => undefined;
  waiting = 0;
  readonly words: QueueWords;
  private readonly account: string;
  private readonly section = document.querySelector<HTMLElement>('#queue');
  private readonly offline = document.querySelector<HTMLElement>('#offline');
  private readonly template = document.querySelector<HTMLTemplateElement>('#queued');

  constructor(account: string) {
    this.account = account;
    this.words = JSON.parse(this.section?.dataset['words'] ?? '{}') as QueueWords;
  }

  word(name: string, values: Readonly<Record<string, string | number>> = {}): string {
    return fill(this.words[name] ?? '', values);
  }

  watchNetwork(): void {
    const tell = () => this.tellNetwork();
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    tell();
  }

  show(reports: readonly QueuedReport[], database: QueueDatabase): void {
    const own = inOrder(reports, this.account);
    this.waiting = own.length;
    this.tellNetwork();
    const list = this.section?.querySelector('ul');
    if (this.section == null || list == null) return;
    this.section.hidden = own.length === 0;
    const count = this.section.querySelector('[data-slot=count]');
    if (count !== null) count.textContent = String(own.length);
    // A row that stays keeps its place and its focus; only its words change.
    for (const row of list.querySelectorAll<HTMLElement>('li')) {
      if (own.every(({ id }) => id !== row.dataset['id'])) row.remove();
    }
    for (const report of own) {
      const row = list.querySelector<HTMLElement>(`li[data-id="${report.id}"]`) ?? this.add(list, report, database);
      this.tellState(row, report);
    }
  }

  private tellNetwork(): void {
    if (this.offline === null) return;
    this.offline.hidden = navigator.onLine;
    if (navigator.onLine) return;
    this.offline.textContent = this.word(this.waiting === 0 ? 'offline' : 'offlineCount', { count: this.waiting });
  }

  private add(list: Element, report: QueuedReport, database: QueueDatabase): HTMLElement {
    const row = this.template?.content.firstElementChild?.cloneNode(true) as HTMLElement;
    row.dataset['id'] = report.id;
    const slot = (name: string) => row.querySelector<HTMLElement>(`[data-slot=${name}]`);
    slot('text')?.append(report.text);
    slot('title')?.append(report.title);
    if (report.photos > 0) slot('photos')?.append(`· ${this.word('photos', { count: report.photos })}`);
    this.act(row, 'retry')?.addEventListener('click', () => this.onRetry());
    this.act(row, 'copy')?.addEventListener('click', (event) => {
      const button = event.currentTarget as HTMLElement;
      void copy(report.text).then(() => (button.textContent = this.word('copied')));
    });
    this.act(row, 'remove')?.addEventListener('click', () => {
      if (window.confirm(this.word('sureRemove'))) void removeReport(database, report.id).then(() => this.onRetry());
    });
    list.append(row);
    return row;
  }

  private act(row: HTMLElement, name: string): HTMLElement | null {
    return row.querySelector<HTMLElement>(`[data-act=${name}]`);
  }

  private tellState(row: HTMLElement, report: QueuedReport): void {
    const isRefused = report.refusal !== null;
    const state = row.querySelector('[data-slot=state]');
    const text = this.stateOf(report);
    if (state !== null && state.textContent !== text) state.textContent = text;
    const shown = {
      'sign-in': !isRefused && this.needsSignIn,
      retry: !isRefused && navigator.onLine && !this.needsSignIn && !this.isSending && report.attempts > 0,
      copy: isRefused,
      remove: isRefused,
    };
    for (const [name, isShown] of Object.entries(shown)) this.act(row, name)?.toggleAttribute('hidden', !isShown);
  }

  private stateOf({ refusal, attempts, nextAt }: QueuedReport): string {
    if (refusal !== null) return refusal.says === '' ? this.word('refusedPlain') : this.word('refused') + refusal.says;
    if (this.needsSignIn) return this.word('signIn');
    if (!navigator.onLine) return this.word('waiting');
    if (this.isSending) return this.word('sending');
    if (attempts === 0) return this.word('waiting');
    const time = new Date(nextAt).toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' });
    return this.word('again', { time });
  }
}
