import { dayOf } from '#kernel/contract.ts';
import { type Outcome, type Scene, defineUseCase, enqueueNotices } from '#kernel/index.server.ts';
import { BulkRemind, type BulkResult } from '../../contract.ts';
import { alongside, requirePossible } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { officeErrors } from '../../domain/office/office-errors.ts';
import { type Standing, getHeld } from '../life/act.ts';
import { inTurn, kept } from './in-turn.ts';

async function ask(scene: Scene, commitmentId: string): Promise<Outcome<Standing>> {
  const held = await getHeld(scene, commitmentId);
  const standing = standingOf(scene.actor, held);
  if (standing !== 'own' && standing !== 'delegated') throw lifeErrors.notYours();
  requirePossible('claim', held.state);
  const { district, region, personId, revision, state } = held;
  const told = await enqueueNotices(scene, [
    {
      ...{ district, region, recipient: { personId }, kind: 'deputies.asked', subject: held.id },
      uniqueKey: `asked:${held.id}:${dayOf(scene.now)}`,
    },
  ]);
  if (told === 0) throw officeErrors.remindedToday();
  return { result: { commitmentId, revision, state }, record: [], trail: [{ region, subject: commitmentId }] };
}

/** Asks the authors of several commitments that are in progress to report, by a notice to each. */
export const bulkRemind = defineUseCase<typeof BulkRemind, BulkResult>({
  name: 'deputies.bulk-remind',
  input: BulkRemind,
  by: alongside.amend.by,
  async run(scene, { items }) {
    return kept(scene, 'remind', await inTurn(scene, items, ({ commitmentId }) => ask(scene, commitmentId)));
  },
});
