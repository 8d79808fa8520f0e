import { z } from 'zod';
import { Day, Problem } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { readReportRule, readYearlyReport, setReportRule } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import { typedIn } from '../activities/forms.server.ts';
import { readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { withoutAction } from '../query.ts';
import { orSayHere } from '../refused.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ day: Day.optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { day } = readQuery(withoutAction(event.url), Query);
  const rule = await ask(stage, actor, { query: readReportRule, input: {} });
  const maySet = setReportRule.by.some((role) => role === actor.role);
  try {
    const report = await ask(stage, actor, { query: readYearlyReport, input: { asOf: day } });
    return { report, says: undefined, rule, maySet, day: report.day };
  } catch (error) {
    // A day ahead, or a year without commitments: said beside the field in which another day can be chosen.
    const isTheirs = error instanceof Problem && ['invalid', 'not-found'].includes(error.kind);
    if (!isTheirs) throw error;
    return { report: undefined, says: error.says, rule, maySet, day: day ?? event.locals.today };
  }
};

export const actions: Actions = {
  rule: async (event) => {
    const { stage, actor } = await officeOf(event, setReportRule.by);
    const form = await readForm(event);
    return orSayHere(typedIn(form), async () => {
      const hasAppraisal = textOf(form, 'hasAppraisal') === 'yes';
      const input = { hasAppraisal, objectionDays: textOf(form, 'objectionDays') };
      await perform(stage, actor, { useCase: setReportRule, input });
      return { isSaved: true as const };
    });
  },
};
