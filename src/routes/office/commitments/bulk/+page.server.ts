import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem } from '#kernel/contract.ts';
import { ask, perform, rehearse } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { BulkAction, type BulkResult, MOST_SELECTED } from '#modules/deputies/contract.ts';
import { bulkRemind, bulkReview, bulkVerify, findOfficeItems } from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { orAgain, readForm, textOf } from '../../forms.server.ts';
import { type Office, officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Whoever may do one of the three at least. */
const BY = [bulkReview, bulkVerify, bulkRemind].flatMap(({ by }) => by);

export const load: PageServerLoad = async (event) => {
  await officeOf(event, BY);
  readNoQuery(withoutAction(event.url));
};

interface Selected {
  readonly commitmentId: string;
  readonly revision: number;
}

const QUESTIONS = ['isSpecific', 'isVerifiable', 'isOwn'] as const;
/** Only to see what would happen: nothing of a rehearsal stays. */
const REHEARSED = '预览，不保存';

function nothingSelected(): Problem {
  const says = {
    zh: `请先勾选承诺，一次最多 ${MOST_SELECTED} 条。`,
    en: `Tick some commitments first, at most ${MOST_SELECTED} at once.`,
  };
  return new Problem('invalid', 'bulk.nothing-selected', { says });
}

/** Each box says which commitment in which revision. */
function selectedIn(form: FormData): Selected[] {
  const items = form.getAll('item').map((item) => {
    const [commitmentId = '', revision = ''] = typeof item === 'string' ? item.split(':') : [];
    return { commitmentId, revision: Number(revision) };
  });
  const isSound = items.every(({ commitmentId, revision }) => z.uuid().safeParse(commitmentId).success && revision > 0);
  if (items.length === 0 || items.length > MOST_SELECTED || !isSound) throw nothingSelected();
  return items;
}

function actionIn(form: FormData): BulkAction {
  const action = BulkAction.safeParse(textOf(form, 'action'));
  if (!action.success) throw nothingSelected();
  return action.data;
}

/** Runs it all and undoes it: exactly what will happen to each, and why some are refused. */
async function preview({ stage, actor }: Office, action: BulkAction, items: readonly Selected[]) {
  const checked = items.map((item) => ({ ...item, method: 'on-site', how: REHEARSED }));
  const passed = { isSpecific: true, isVerifiable: true, isOwn: true, note: action === 'return' ? REHEARSED : null };
  return rehearse(stage, actor, async (run): Promise<BulkResult> => {
    if (action === 'remind') return run({ useCase: bulkRemind, input: { items } });
    if (action === 'verify') return run({ useCase: bulkVerify, input: { items: checked } });
    return run({ useCase: bulkReview, input: { items, decision: action, ...passed } });
  });
}

/** What was typed, so that it is there again. */
function typedIn(form: FormData): Record<string, string> {
  const texts = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return Object.fromEntries(texts.filter(([name]) => name !== 'item'));
}

async function shown(event: RequestEvent, form: FormData) {
  const office = await officeOf(event, BY);
  const action = actionIn(form);
  const items = selectedIn(form);
  const { rows } = await preview(office, action, items);
  const ids = items.map(({ commitmentId }) => commitmentId);
  return {
    action,
    items,
    rows,
    names: await ask(office.stage, office.actor, { query: findOfficeItems, input: { ids } }),
    typed: typedIn(form),
    back: textOf(form, 'back'),
  };
}

function run({ stage, actor }: Office, form: FormData): Promise<BulkResult> {
  const action = actionIn(form);
  const items = selectedIn(form);
  if (action === 'remind') return perform(stage, actor, { useCase: bulkRemind, input: { items } });
  if (action === 'verify') {
    const told = items.map((item) => ({
      ...item,
      method: textOf(form, `method:${item.commitmentId}`),
      how: textOf(form, `how:${item.commitmentId}`),
    }));
    return perform(stage, actor, { useCase: bulkVerify, input: { items: told.filter(({ how }) => how !== '') } });
  }
  const answers = Object.fromEntries(QUESTIONS.map((name) => [name, textOf(form, name) === 'yes']));
  const note = textOf(form, 'note');
  const input = { items, decision: action, ...answers, note: note === '' ? null : note };
  return perform(stage, actor, { useCase: bulkReview, input });
}

export const actions: Actions = {
  preview: (event) => orAgain(async () => shown(event, await readForm(event))),
  run: async (event) => {
    const office = await officeOf(event, BY);
    const form = await readForm(event);
    const answer = await orAgain(() => run(office, form));
    if (!('bulkId' in answer)) return fail(answer.status, { ...(await shown(event, form)), ...answer.data });
    redirect(303, hrefOf(event.locals.locale, `/office/commitments/bulk/${answer.bulkId}`));
  },
};
