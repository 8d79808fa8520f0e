import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { BlurArea, MAX_BLUR_AREAS } from '#kernel/contract.ts';
import { ask, attachmentErrors, readForScreening, showAttachment, takeAttachmentDown } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { attachmentWork } from '../../../attachments/attachments.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { orAgain, readForm, textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { subjectsOf } from '../subjects.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function idOf({ attachmentId }: { readonly attachmentId: string }): string {
  if (!z.uuid().safeParse(attachmentId).success) throw attachmentErrors.notFound();
  return attachmentId;
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const stored = await ask(stage, actor, { query: readForScreening, input: { id: idOf(event.params) } });
  const { entries, duties } = await subjectsOf({ stage, actor }, [stored]);
  const { id, kind, format, name, role, screening, version, width, height, blurred, receivedAt } = stored;
  const attachment = { id, kind, format, name, role, screening, version, width, height, receivedAt };
  return {
    subject: entries[stored.subjectId],
    duty: duties[stored.subjectId],
    rows: MAX_BLUR_AREAS,
    mayDecide: actor.role !== 'auditor',
    attachment: { ...attachment, blurred: blurred.length },
  };
};

const SIDES = ['x', 'y', 'width', 'height'] as const;

/** The rows of four numbers that are filled in. A number that is not one, or a row half filled in, is refused. */
function areasOf(form: FormData): BlurArea[] {
  const columns = SIDES.map((side) =>
    form.getAll(side).map((value) => (typeof value === 'string' ? value.trim() : '')),
  );
  const rows = (columns[0] ?? []).map((_, at) => columns.map((column) => column[at] ?? ''));
  const filled = rows.filter((row) => row.some((cell) => cell !== ''));
  if (filled.length > MAX_BLUR_AREAS) throw attachmentErrors.badAreas();
  return filled.map((row) => {
    const [x, y, width, height] = row.map((cell) => (cell === '' ? Number.NaN : Number(cell)));
    const area = BlurArea.safeParse({ x, y, width, height });
    if (!area.success) throw attachmentErrors.badAreas();
    return area.data;
  });
}

async function decided(event: RequestEvent, done: 'shown' | 'refused', run: (form: FormData) => Promise<void>) {
  const answer = await orAgain(async () => {
    await run(await readForm(event));
    return undefined;
  });
  if (answer !== undefined) return answer;
  redirect(303, hrefOf(event.locals.locale, '/office/screening', { done }));
}

export const actions: Actions = {
  show: async (event) => {
    const { actor } = await officeOf(event);
    return decided(event, 'shown', async (form) => {
      const residents = textOf(form, 'residents');
      if (residents !== 'no' && residents !== 'yes') throw attachmentErrors.unanswered();
      const shown = { id: idOf(event.params), version: Number(textOf(form, 'version')), areas: areasOf(form) };
      await showAttachment(await attachmentWork(), actor, { ...shown, showsResidents: residents === 'yes' });
    });
  },
  refuse: async (event) => {
    const { actor } = await officeOf(event);
    return decided(event, 'refused', async (form) => {
      const refused = {
        id: idOf(event.params),
        version: Number(textOf(form, 'version')),
        reason: textOf(form, 'reason'),
      };
      await takeAttachmentDown(await attachmentWork(), actor, refused);
    });
  },
};
