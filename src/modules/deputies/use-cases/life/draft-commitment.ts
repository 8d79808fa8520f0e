import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineUseCase } from '#kernel/index.server.ts';
import { DraftCommitment } from '../../contract.ts';
import { FIRST_STATE } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { requireWordingSound } from '../../domain/life/wording.ts';
import { type SeatRow, findSameWords, findSeat } from '../../store/life/held.ts';
import { insertCommitment } from '../../store/life/steps.ts';
import { type Standing, handOf } from './act.ts';

/** A post in which the actor can promise, for themselves or on behalf of who holds it. @throws Problem `not-found` */
async function getSeat({ tx, actor, now }: Scene, membershipId: string, year: number): Promise<SeatRow> {
  const seat = await findSeat(tx, membershipId, { region: actor.region, day: dayOf(now), year });
  if (seat === undefined) throw lifeErrors.unknownPost();
  const standing = standingOf(actor, seat);
  if (standing === undefined) throw lifeErrors.unknownPost();
  if (standing !== 'own' && standing !== 'delegated') throw lifeErrors.notYours();
  return seat;
}

/** A deputy writes down what they mean to promise, or the office does so on their behalf; nobody else sees it yet. */
export const draftCommitment = defineUseCase({
  name: 'deputies.draft-commitment',
  input: DraftCommitment,
  by: ['deputy', 'station-clerk', 'town-officer', 'district-officer'],
  async run(scene, { membershipId, year, ...wording }) {
    const { tx } = scene;
    const seat = await getSeat(scene, membershipId, year);
    requireWordingSound(wording, year);
    const same = await findSameWords(tx, { district: seat.district, membershipId, year, text: wording.text });
    if (same !== undefined) throw lifeErrors.alreadyThere(same);
    const id = scene.newId();
    await insertCommitment(tx, seat, {
      ...{ id, year, wording, carriedFrom: null },
      state: FIRST_STATE,
      hand: handOf(scene),
    });
    const result: Standing = { commitmentId: id, revision: 1, state: FIRST_STATE };
    return {
      result,
      record: [],
      trail: [{ region: seat.region, subject: id, after: { ...wording, state: FIRST_STATE } }],
    };
  },
});
