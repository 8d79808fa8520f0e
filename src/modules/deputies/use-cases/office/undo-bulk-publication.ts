import { z } from 'zod';
import { type Outcome, type Scene, defineUseCase } from '#kernel/index.server.ts';
import { CommitmentId } from '../../contract.ts';
import { commitmentLife } from '../../domain/life/commitment-life.ts';
import { whyNot } from '../../domain/life/permission.ts';
import { standsAlone, whyNotUndone } from '../../domain/office/may-be-undone.ts';
import { officeErrors } from '../../domain/office/office-errors.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { findRounds } from '../../store/life/residents.ts';
import { updateCommitment } from '../../store/life/steps.ts';
import { findBulk, markUndone, takeBackPublication } from '../../store/office/bulk-actions.ts';
import { type Standing, getHeld } from '../life/act.ts';
import { inTurn } from './in-turn.ts';

const STATE = 'submitted';

/** Puts one back to review, as if it had never been published; journal and trail keep both. */
async function takeBack(scene: Scene, commitmentId: string, published: number): Promise<Outcome<Standing>> {
  const { tx, actor, recordedAt } = scene;
  const held = await getHeld(scene, commitmentId);
  const refusal = whyNot('publish', actor, held);
  if (refusal !== undefined) throw refusal;
  const rounds = (await findRounds(tx, held.district, held.id)).length;
  if (!standsAlone({ ...held, rounds }, published)) throw officeErrors.standsOnIt();
  const { district, personId, year, region } = held;
  const revision = await refreshFigures(tx, { district, personIds: [personId], years: [year] }, async () => {
    const next = await updateCommitment(tx, held, { state: STATE });
    await takeBackPublication(tx, { district, id: held.id, recordedAt });
    return next;
  });
  const before = { state: held.state, revision: held.revision };
  return {
    result: { commitmentId, revision, state: STATE },
    record: [{ region, event: 'commitment.publication-undone', subject: commitmentId, facts: { year } }],
    trail: [{ region, subject: commitmentId, before, after: { state: STATE, revision } }],
  };
}

/**
 * Takes a bulk publication back within minutes: whatever nothing stands on yet waits for review again.
 * @throws Problem `conflict` when it is too late, was done by somebody else, or has been taken back
 */
export const undoBulkPublication = defineUseCase({
  name: 'deputies.undo-bulk-publication',
  input: z.object({ bulkId: z.uuid() }),
  by: commitmentLife.publish.by,
  async run(scene, { bulkId }) {
    const { tx, actor, recordedAt } = scene;
    const bulk = await findBulk(tx, bulkId, { region: actor.region, isToChange: true });
    if (bulk === undefined) throw officeErrors.unknownBulk();
    const refusal = whyNotUndone(bulk, actor.id, recordedAt);
    if (refusal !== undefined) throw refusal;
    const published = bulk.rows.flatMap(({ commitmentId, revision }) =>
      revision === null ? [] : [{ commitmentId: CommitmentId.parse(commitmentId), revision }],
    );
    const { rows, record, trail } = await inTurn(scene, published, (one) =>
      takeBack(scene, one.commitmentId, one.revision),
    );
    await markUndone(tx, bulk, { undone: rows, at: recordedAt });
    return { result: { bulkId, action: bulk.action, rows }, record, trail };
  },
});
