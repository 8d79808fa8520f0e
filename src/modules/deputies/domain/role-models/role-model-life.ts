import type { Life } from '#kernel/contract.ts';
import { RoleModelCriterion, type RoleModelState } from '../../contract.ts';
import { roleModelErrors } from './role-model-errors.ts';

export const NOMINATORS = ['operator', 'district-officer', 'town-officer'] as const;
type Nominator = (typeof NOMINATORS)[number];

export const FIRST_STATE: RoleModelState = 'nominated';

/** Nobody becomes a role model without having stood open to objections; what is withdrawn stays so. */
export const roleModelLife = {
  change: { from: ['nominated'], to: 'nominated', by: NOMINATORS },
  publish: { from: ['nominated'], to: 'on-notice', by: NOMINATORS },
  object: { from: ['on-notice'], to: 'on-notice', by: NOMINATORS },
  recognise: { from: ['on-notice'], to: 'recognised', by: NOMINATORS },
  decline: { from: ['nominated', 'on-notice'], to: 'declined', by: NOMINATORS },
  withdraw: { from: ['recognised'], to: 'withdrawn', by: NOMINATORS },
} as const satisfies Life<string, RoleModelState, Nominator>;

export type RoleModelAction = keyof typeof roleModelLife;

export function isPossible(action: RoleModelAction, state: RoleModelState): boolean {
  return (roleModelLife[action].from as readonly RoleModelState[]).includes(state);
}

/** @returns the state to which it leads @throws Problem `conflict` where it does not lead on from this one */
export function stepOf(action: RoleModelAction, state: RoleModelState): RoleModelState {
  if (!isPossible(action, state)) throw roleModelErrors.notNow(state);
  return roleModelLife[action].to;
}

/** What photos of the deeds are attached to. */
export const ROLE_MODEL_SUBJECT = 'role-model';

/** @throws Problem `conflict` unless every criterion is met and something shows the deeds */
export function requireReady(of: {
  readonly criteria: readonly RoleModelCriterion[];
  readonly evidence: number;
}): void {
  if (!RoleModelCriterion.options.every((one) => of.criteria.includes(one))) throw roleModelErrors.criteriaUnmet();
  if (of.evidence === 0) throw roleModelErrors.noEvidence();
}

interface Heard {
  readonly noticeUntil: string;
  readonly today: string;
  readonly objections: readonly { readonly isUpheld: boolean | null }[];
}

/** @throws Problem `conflict` while one may object, while an objection waits, or where one was upheld */
export function requireHeard({ noticeUntil, today, objections }: Heard): void {
  if (today <= noticeUntil) throw roleModelErrors.noticeRuns(noticeUntil);
  const open = objections.filter(({ isUpheld }) => isUpheld === null).length;
  if (open > 0) throw roleModelErrors.objectionsOpen(open);
  if (objections.some(({ isUpheld }) => isUpheld === true)) throw roleModelErrors.objectionUpheld();
}
