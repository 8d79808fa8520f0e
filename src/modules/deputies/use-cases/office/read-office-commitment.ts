import { z } from 'zod';
import { type Role, defineQuery, findAttachments } from '#kernel/index.server.ts';
import { CommitmentId } from '../../contract.ts';
import { PROGRESS_ENTRY } from '../../domain/life/entry.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { isVerifier } from '../../domain/office/sort-claims.ts';
import { readLife } from '../life/read-life.ts';
import { OFFICE_READERS } from './who.ts';

const ASKERS: readonly Role[] = ['station-clerk', 'town-officer', 'district-officer'];

/**
 * Everything of one commitment for the office, with the photos of its entries, and whether it is the actor's to ask
 * residents about it or to doubt it. @throws Problem `not-found` outside the actor's region or unit
 */
export const readOfficeCommitment = defineQuery({
  name: 'deputies.read-office-commitment',
  input: z.strictObject({ commitmentId: CommitmentId }),
  by: OFFICE_READERS,
  async read(scene, input) {
    const life = await readLife.read(scene, input);
    const { tx, actor, now } = scene;
    const { state } = life.item;
    const standing = standingOf(actor, life.item);
    const isTheirs = ASKERS.includes(actor.role) && (standing === 'own' || standing === 'delegated');
    const isDone = state === 'claimed' || state === 'fulfilled';
    const isAsked = life.rounds.some((round) => round.closesAt > now);
    const subjectIds = life.entries.map(({ id }) => id);
    return {
      ...life,
      asOf: now,
      photos: await findAttachments(tx, {
        subjectKind: PROGRESS_ENTRY,
        subjectIds,
        audience: actor,
        withRefused: true,
      }),
      isVerifier: isVerifier(actor),
      mayAsk: isTheirs && !isAsked && (isDone || state === 'published'),
      mayDispute: ASKERS.includes(actor.role) && isDone,
    };
  },
  trail: (input, life) => readLife.trail?.(input, life) ?? [],
});
