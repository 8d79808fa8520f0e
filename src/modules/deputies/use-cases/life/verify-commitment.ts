import { defineUseCase } from '#kernel/index.server.ts';
import { METHOD_LABELS, VerifyCommitment } from '../../contract.ts';
import { commitmentLife, stepOf } from '../../domain/life/commitment-life.ts';
import { requireMeasured } from '../../domain/life/wording.ts';
import { officeName } from '../../domain/life/office-name.ts';
import { insertVerification } from '../../store/life/reviews.ts';
import { findRegionName } from '../../store/life/region-name.ts';
import { getToAct, handOf, saveAct } from './act.ts';

/** Somebody else has seen for themselves that it was done; the public then sees the seal, and how it was checked. */
export const verifyCommitment = defineUseCase({
  name: 'deputies.verify-commitment',
  input: VerifyCommitment,
  by: commitmentLife.verify.by,
  async run(scene, { commitmentId, revision, method, how, quantity, unit }) {
    const held = await getToAct(scene, 'verify', { commitmentId, revision });
    requireMeasured(quantity, unit);
    const byName = officeName(scene.actor.role, await findRegionName(scene.tx, scene.actor.region));
    return saveAct(scene, held, {
      changed: quantity === null || unit === null ? {} : { quantity, unit, measure: held.measure ?? '' },
      step: { state: stepOf('verify', held.state), how: `${METHOD_LABELS[method].zh}：${how}`, byName },
      event: 'commitment.verified',
      before: { quantity: held.quantity, unit: held.unit },
      after: { method, how, quantity, unit },
      also: () => insertVerification(scene.tx, held, { method, how, isConfirmed: true, hand: handOf(scene) }),
    });
  },
});
