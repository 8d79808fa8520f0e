import { type Actor, type Stage, ask } from '#kernel/index.server.ts';
import { DUTY_KIND_LABELS } from '#modules/deputies/contract.ts';
import { DUTY_SUBJECT, PROGRESS_ENTRY, nameDutyEvidence, nameEvidence } from '#modules/deputies/index.server.ts';

interface Of {
  readonly subjectKind: string;
  readonly subjectId: string;
}

const idsOf = (of: readonly Of[], kind: string) =>
  of.filter(({ subjectKind }) => subjectKind === kind).map(({ subjectId }) => subjectId);

/** What pictures and documents belong to, by the ids of the reports and duties that brought them. */
export async function subjectsOf(
  { stage, actor }: { readonly stage: Stage; readonly actor: Actor },
  of: readonly Of[],
) {
  const entryIds = idsOf(of, PROGRESS_ENTRY);
  const dutyIds = idsOf(of, DUTY_SUBJECT);
  const entries = await ask(stage, actor, { query: nameEvidence, input: { entryIds } });
  const duties = await ask(stage, actor, { query: nameDutyEvidence, input: { dutyIds } });
  return {
    entries: Object.fromEntries(entries.map((one) => [one.entryId, one])),
    duties: Object.fromEntries(duties.map((one) => [one.dutyId, { ...one, label: DUTY_KIND_LABELS[one.kind] }])),
  };
}
