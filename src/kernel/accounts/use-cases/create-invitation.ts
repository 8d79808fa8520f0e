import { z } from 'zod';
import { toInstantText } from '#platform/database/database.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { mayGive } from '../domain/roles.ts';
import { hashOfCode, newCode } from '../secrets.ts';
import { insertInvitation } from '../store/invitations.ts';
import { requireKnownUnit } from './require-known-unit.ts';
import { PersonName, Place, WhichPerson, onTrail, requireKnownPerson, requirePerson, requirePlace } from './shared.ts';

/** Makes a code with which somebody opens an account of their own, in a role for a region. It is shown once. */
export const createInvitation = defineUseCase({
  name: 'kernel.create-invitation',
  input: Place.extend({
    ...WhichPerson.shape,
    name: PersonName,
    days: z.number().int().min(1).max(60).default(14),
  }),
  by: ['operator', 'admin', 'district-officer'],
  async run(scene, input) {
    const { tx, actor, recordedAt, newId } = scene;
    if (!mayGive(actor, input)) throw accountErrors.outside();
    requirePlace(input);
    await requireKnownUnit(scene, input);
    if (input.role === 'deputy' && input.personId === null) throw accountErrors.personNeeded();
    if (input.personId !== null) await requirePerson(scene, input.region, input.personId);
    await requireKnownPerson(scene, input);
    const { name, role, region, unit, personId } = input;
    const code = newCode();
    const expiresAt = toInstantText(Temporal.Instant.from(recordedAt).add({ hours: 24 * input.days }));
    const id = newId();
    const invitation = {
      ...{ id, kind: 'invitation' as const, name, role, region, unit, personId, expiresAt },
      ...{ accountId: null, resetsSecondFactor: false, createdAt: recordedAt, createdBy: actor.id },
    };
    await insertInvitation(tx, invitation, hashOfCode(code));
    return onTrail({ id, code, expiresAt }, { region, subject: id, after: { name, role, unit, personId, expiresAt } });
  },
});
