import { setDay } from './day-of-report.ts';
import { type FormSetting, keepAndSend, notKept } from './keep-report.ts';
import { chosenIn, previewChosen } from './photo-fields.ts';
import type { QueuedReport } from './queue-rules.ts';

const shownText = (form: HTMLFormElement, name: string): string => {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement) return field.value === '' ? '' : (field.selectedOptions[0]?.text ?? '');
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value.trim() : '';
};

/** What tells this duty from another while it waits. */
function summaryOf(form: HTMLFormElement): string {
  const parts = ['day', 'villageId', 'households', 'task', 'place', 'note'].map((name) => shownText(form, name));
  return parts.filter((part) => part !== '').join(' · ');
}

/** The kind that was chosen, as it reads on the form. */
function kindOf(form: HTMLFormElement): string {
  const chosen = form.querySelector<HTMLInputElement>('[name=kind]:checked');
  return chosen?.closest('label')?.textContent.trim() ?? '';
}

function dutyOf(form: HTMLFormElement, { account, newId }: FormSetting, photos: number): QueuedReport {
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'id' ? [[name, value] as const] : [],
  );
  return {
    ...{
      id: newId(),
      account,
      commitmentId: '',
      title: kindOf(form),
      text: summaryOf(form),
      day: shownText(form, 'day'),
    },
    ...{ milestoneId: null, quantity: null, photos, duty: fields },
    ...{ madeAt: Date.now(), attempts: 0, nextAt: 0, refusal: null },
  };
}

/** Keeps a visit or another duty on the phone before it is sent, in the queue of the reports. */
export function watchDutyForm(setting: FormSetting): void {
  const form = document.querySelector<HTMLFormElement>('#duty');
  if (form === null) return;
  const tell = (text: string) => {
    const place = form.querySelector('#duty-state');
    if (place !== null) place.textContent = text;
  };
  setDay(form, Date.now());
  document.addEventListener('visibilitychange', () => {
    setDay(form, Date.now());
  });
  previewChosen(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void keep(form, setting, tell).catch((error: unknown) => notKept({ form, setting, tell }, error));
  });
}

async function keep(form: HTMLFormElement, setting: FormSetting, tell: (text: string) => void): Promise<void> {
  const chosen = chosenIn(form);
  const duty = dutyOf(form, setting, chosen.length);
  if (await keepAndSend({ form, setting, tell }, duty, chosen))
    location.assign(`${form.dataset['page'] ?? ''}?done=sent`);
}
