import { defineQuery } from '#kernel/index.server.ts';
import { CommitmentId } from '../../contract.ts';
import { z } from 'zod';
import { standingOf } from '../../domain/life/permission.ts';
import { readLife } from '../life/read-life.ts';
import { OFFICE_READERS } from './who.ts';

const ASKERS = ['station-clerk', 'town-officer', 'district-officer'];

/**
 * Everything of one commitment for the office, and whether it is the actor's to ask residents about it or to doubt it.
 * @throws Problem `not-found` outside the actor's region or unit
 */
export const readOfficeCommitment = defineQuery({
  name: 'deputies.read-office-commitment',
  input: z.strictObject({ commitmentId: CommitmentId }),
  by: OFFICE_READERS,
  async read(scene, input) {
    const life = await readLife.read(scene, input);
    const { actor, now } = scene;
    const standing = standingOf(actor, life.item, life.item.isDelegated);
    const isTheirs = ASKERS.includes(actor.role) && (standing === 'own' || standing === 'delegated');
    const isDone = life.item.state === 'claimed' || life.item.state === 'fulfilled';
    const isAsked = life.rounds.some((round) => round.closesAt > now);
    return {
      ...life,
      mayAsk: isTheirs && !isAsked && (isDone || life.item.state === 'published'),
      mayDispute: ASKERS.includes(actor.role) && isDone,
    };
  },
  trail: (input, life) => readLife.trail?.(input, life) ?? [],
});
