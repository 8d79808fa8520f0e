import { setDay } from './day-of-report.ts';
import { type FormSetting, keepAndSend, notKept } from './keep-report.ts';
import { chosenIn, previewChosen } from './photo-fields.ts';
import type { QueuedReport } from './queue-rules.ts';

function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The commitment as it reads on the form, to be shown while the report waits. */
function titleOf(form: HTMLFormElement): string {
  const field = form.elements.namedItem('commitmentId');
  if (field instanceof HTMLSelectElement) return field.selectedOptions[0]?.text ?? '';
  return field instanceof HTMLElement ? (field.dataset['title'] ?? '') : '';
}

/** The report that a form holds, as it waits on the phone. */
function reportOf(form: HTMLFormElement, { account, newId }: FormSetting, photos: number): QueuedReport {
  const data = new FormData(form);
  const quantity = textOf(data, 'quantity');
  return {
    ...{ id: newId(), account, commitmentId: textOf(data, 'commitmentId'), title: titleOf(form) },
    ...{ text: textOf(data, 'phrase') + textOf(data, 'text'), day: textOf(data, 'day') },
    milestoneId: textOf(data, 'milestoneId') || null,
    ...{ quantity: quantity === '' ? null : quantity, photos },
    ...{ madeAt: Date.now(), attempts: 0, nextAt: 0, refusal: null },
  };
}

/**
 * Opened offline at the address of a commitment, the general form is shown: its commitment is chosen here.
 * @returns false when the form cannot report on it: a report must not go to another
 */
function chooseByAddress(form: HTMLFormElement): boolean {
  const id = /\/commitments\/([0-9a-f-]{36})\/report/.exec(location.pathname)?.[1];
  const field = form.elements.namedItem('commitmentId');
  if (id === undefined) return true;
  if (field instanceof HTMLSelectElement) field.value = id;
  return field instanceof HTMLSelectElement || field instanceof HTMLInputElement ? field.value === id : false;
}

/** Of several commitments only the milestones of the one that is chosen can be. */
function offerMilestones(form: HTMLFormElement): void {
  const [commitment, milestone] = ['commitmentId', 'milestoneId'].map((name) => form.elements.namedItem(name));
  if (!(commitment instanceof HTMLSelectElement) || !(milestone instanceof HTMLSelectElement)) return;
  for (const group of milestone.querySelectorAll('optgroup')) {
    group.hidden = group.disabled = group.dataset['commitment'] !== commitment.value;
  }
  if (milestone.selectedOptions[0]?.closest('optgroup')?.disabled === true) milestone.value = '';
}

/** Keeps a report on the phone before it is sent. Where the phone cannot keep it, the form goes the way of all forms. */
export function watchForm(setting: FormSetting): void {
  const form = document.querySelector<HTMLFormElement>('#report');
  if (form === null) return;
  const tell = (text: string) => {
    const place = form.querySelector('#report-state');
    if (place !== null) place.textContent = text;
  };
  if (!chooseByAddress(form)) {
    for (const control of form.elements) control.setAttribute('disabled', '');
    tell(form.dataset['absent'] ?? '');
    return;
  }
  setDay(form, Date.now());
  document.addEventListener('visibilitychange', () => {
    setDay(form, Date.now());
  });
  offerMilestones(form);
  previewChosen(form);
  form.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement) offerMilestones(form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void keep(form, setting, tell).catch((error: unknown) => notKept({ form, setting, tell }, error));
  });
}

async function keep(form: HTMLFormElement, setting: FormSetting, tell: (text: string) => void): Promise<void> {
  const chosen = chosenIn(form);
  const report = reportOf(form, setting, chosen.length);
  if (report.text.length < 2) {
    tell(form.dataset['needText'] ?? '');
    form.querySelector('textarea')?.focus();
    return;
  }
  if (!(await keepAndSend({ form, setting, tell }, report, chosen))) return;
  tell(setting.view.word('sent'));
  location.assign(`${form.dataset['page'] ?? ''}/${report.commitmentId}?done=sent`);
}
