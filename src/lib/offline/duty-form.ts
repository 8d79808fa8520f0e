import { setDay } from './day-of-report.ts';
import type { QueuedReport } from './queue-rules.ts';
import { addReport, findReports } from './queue-store.ts';
import { type FormSetting, askForBackgroundSync, isFull } from './report-form.ts';

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

function dutyOf(form: HTMLFormElement, { account, newId }: FormSetting): QueuedReport {
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
    ...{ milestoneId: null, quantity: null, photos: 0, duty: fields },
    ...{ madeAt: Date.now(), attempts: 0, nextAt: 0, refusal: null },
  };
}

/** Keeps a visit or another duty on the phone before it is sent, in the queue of the reports. */
export function watchDutyForm(setting: FormSetting): void {
  const form = document.querySelector<HTMLFormElement>('#duty');
  if (form === null) return;
  const { view } = setting;
  const tell = (text: string) => {
    const place = form.querySelector('#duty-state');
    if (place !== null) place.textContent = text;
  };
  setDay(form, Date.now());
  document.addEventListener('visibilitychange', () => {
    setDay(form, Date.now());
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void keep(form, setting, tell).catch((error: unknown) => {
      if (navigator.onLine) form.submit();
      else tell(view.word(isFull(error) ? 'full' : 'noStore'));
    });
  });
}

async function keep(form: HTMLFormElement, setting: FormSetting, tell: (text: string) => void): Promise<void> {
  const { database, view } = setting;
  const duty = dutyOf(form, setting);
  await addReport(database, duty, []);
  form.reset();
  tell(view.word('kept'));
  setting.changed();
  await askForBackgroundSync();
  await setting.send();
  const isSent = (await findReports(database)).every(({ id }) => id !== duty.id);
  if (isSent) location.assign(`${form.dataset['page'] ?? ''}?done=sent`);
}
