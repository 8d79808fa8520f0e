import { error, redirect } from '@sveltejs/kit';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import {
  endPost,
  findColleagues,
  readPerson,
  resumePost,
  setLeading,
  suspendPost,
  takeBackEnding,
} from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../../../query.server.ts';
import { textOf } from '../../../../forms.server.ts';
import { type Office, officeOf } from '../../../../office.server.ts';
import { withoutAction } from '../../../../query.ts';
import { answerOf, orTyped, textsOf } from '../../../answer.server.ts';
import { idOf, orNull } from '../../../id.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const input = { personId: idOf(event.params.personId) };
  const person = await ask(stage, actor, { query: readPerson, input });
  const post = person.posts.find(({ id }) => id === event.params.membershipId);
  if (!post?.isMine) error(404, 'post.unknown');
  const colleagues = await ask(stage, actor, { query: findColleagues, input: { town: post.region } });
  const successors = colleagues.filter(({ personId }) => personId !== person.id);
  const setsLeading = setLeading.by.includes(actor.role);
  return { person: { id: person.id, name: person.name }, post, successors, setsLeading };
};

type Run = (office: Office, form: FormData, membershipId: string) => Promise<unknown>;

/** Does what the form asks for, and shows the person again. */
async function changed(event: RequestEvent, run: Run) {
  const office = await officeOf(event);
  const { personId, membershipId } = event.params;
  const again = await orTyped(event, async (form) => {
    await run(office, form, idOf(membershipId));
  });
  if (again !== undefined) return again;
  redirect(303, hrefOf(event.locals.locale, `/office/people/${personId}`));
}

/** The answers of a form: for all open commitments, and those of their own. */
function answersIn(form: FormData, prefix = '') {
  const own = textsOf(form, 'commitment').map((id) => ({ commitmentId: id, ...answerOf(form, `${prefix}${id}`) }));
  return { answer: answerOf(form, `${prefix}default`), answers: own.filter(({ answer }) => answer !== '') };
}

const LEADING: Readonly<Record<string, boolean>> = { yes: true, no: false };

export const actions: Actions = {
  end: (event) =>
    changed(event, ({ stage, actor }, form, membershipId) => {
      const input = {
        ...{
          membershipId,
          reason: textOf(form, 'reason'),
          day: textOf(form, 'day'),
          note: orNull(textOf(form, 'note')),
        },
        ...answersIn(form),
      };
      return perform(stage, actor, { useCase: endPost, input });
    }),
  takeBack: (event) =>
    changed(event, ({ stage, actor }, _form, membershipId) =>
      perform(stage, actor, { useCase: takeBackEnding, input: { membershipId } }),
    ),
  suspend: (event) =>
    changed(event, ({ stage, actor }, form, membershipId) => {
      const input = {
        ...{ membershipId, fromDay: textOf(form, 'from'), untilDay: orNull(textOf(form, 'until')) },
        ...answersIn(form, 'pause-'),
      };
      return perform(stage, actor, { useCase: suspendPost, input });
    }),
  resume: (event) =>
    changed(event, ({ stage, actor }, form, membershipId) =>
      perform(stage, actor, { useCase: resumePost, input: { membershipId, day: textOf(form, 'day') } }),
    ),
  leading: (event) =>
    changed(event, ({ stage, actor }, form, membershipId) => {
      const isLeading = LEADING[textOf(form, 'leading')] ?? null;
      return perform(stage, actor, { useCase: setLeading, input: { membershipId, isLeading } });
    }),
};
