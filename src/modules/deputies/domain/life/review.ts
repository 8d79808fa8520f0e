import type { z } from 'zod';
import type { ReviewCommitment } from '../../contract.ts';
import { lifeErrors } from './life-errors.ts';

type Review = Pick<z.output<typeof ReviewCommitment>, 'isSpecific' | 'isVerifiable' | 'isOwn' | 'decision' | 'note'>;

/**
 * What is published has passed all three questions; whoever returns it says what is to be changed.
 * @throws Problem `invalid`
 */
export function requireSound({ isSpecific, isVerifiable, isOwn, decision, note }: Review): void {
  if (decision === 'publish' && !(isSpecific && isVerifiable && isOwn)) throw lifeErrors.notPassed();
  if (decision === 'return' && note === null) throw lifeErrors.noteMissing();
}
