import { defineUseCase } from '#kernel/index.server.ts';
import { type BulkResult, BulkVerify } from '../../contract.ts';
import { commitmentLife } from '../../domain/life/commitment-life.ts';
import { verifyCommitment } from '../life/verify-commitment.ts';
import { alone, inTurn, kept } from './in-turn.ts';

/** Verifies several in one form. Each says how it was checked: none is verified for being in the list. */
export const bulkVerify = defineUseCase<typeof BulkVerify, BulkResult>({
  name: 'deputies.bulk-verify',
  input: BulkVerify,
  by: commitmentLife.verify.by,
  async run(scene, { items }) {
    return kept(scene, 'verify', await inTurn(scene, items, (item) => alone(scene, verifyCommitment, item)));
  },
});
