import type { CommitmentState } from '../../contract.ts';

/** What is told in numbers of a promise and of what came of it. */
export interface Numbers {
  readonly state: CommitmentState;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly targetQuantity: string | null;
  readonly targetUnit: string | null;
}

/** Whether it is reported done though its measured result is below the target. Numbers of two units say nothing. */
export function isShortOfTarget({ state, quantity, unit, targetQuantity, targetUnit }: Numbers): boolean {
  if (state !== 'claimed' || quantity === null || targetQuantity === null || unit !== targetUnit) return false;
  return Number(quantity) < Number(targetQuantity);
}
