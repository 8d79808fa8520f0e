import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineUseCase } from '#kernel/index.server.ts';
import { CarryOverCommitment, type Wording, Worry } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { requireDueInYear } from '../../domain/life/wording.ts';
import { type HeldCommitment, findSeat } from '../../store/life/held.ts';
import { insertCommitment } from '../../store/life/steps.ts';
import { getToAct, handOf, saveAct } from './act.ts';

function wordingOf(held: HeldCommitment, dueDay: string | null): Wording {
  const { kind, field, text, target, targetQuantity, targetUnit } = held;
  const worry = Worry.nullable().parse(held.worry);
  return { kind, field, worry, themes: [...held.themes], text, target, targetQuantity, targetUnit, dueDay };
}

async function insertNext(scene: Scene, held: HeldCommitment, dueDay: string | null): Promise<string> {
  const { tx, actor, now, newId } = scene;
  const year = held.year + 1;
  const seat = await findSeat(tx, held.membershipId, { region: actor.region, day: dayOf(now), year });
  if (seat === undefined) throw lifeErrors.unknownPost();
  const id = newId();
  await insertCommitment(tx, seat, {
    ...{ id, year, wording: wordingOf(held, dueDay), state: 'submitted', carriedFrom: held.id },
    hand: handOf(scene),
  });
  return id;
}

/**
 * What was not done in its year is promised again for the next: a linked commitment, to be reviewed like any other. The
 * old one stays as it is, unfulfilled.
 * @returns the new commitment's id as `nextId`, and how the old one stands
 */
export const carryOverCommitment = defineUseCase({
  name: 'deputies.carry-over-commitment',
  input: CarryOverCommitment,
  by: alongside.carryOver.by,
  async run(scene, { dueDay, ...read }) {
    const held = await getToAct(scene, 'carryOver', read);
    requireDueInYear(dueDay, held.year + 1);
    const nextId = await insertNext(scene, held, dueDay);
    const outcome = await saveAct(scene, held, {
      changed: { carriedTo: nextId },
      event: 'commitment.carried-over',
      facts: { next: nextId },
      after: { next: nextId },
    });
    return { ...outcome, result: { ...outcome.result, nextId } };
  },
});
