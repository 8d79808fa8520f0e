import { z } from 'zod';
import { PORTRAIT } from '#kernel/contract.ts';
import {
  type AccountTable,
  defineQuery,
  findAccountData,
  findAttachments,
  findConsents,
  findPerson,
} from '#kernel/index.server.ts';
import { PersonId } from '../../contract.ts';
import { mayOversee } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { type DataRow, type PersonalTable, findPersonalData } from '../../store/people/personal-data.ts';
import { OFFICERS, districtOf, requireOneOf } from '../posts/standing.ts';

/** All that is kept of a person, table by table: for the person, who has a right to it, and for the office on request. */
export interface PersonalData {
  readonly name: string;
  readonly madeAt: string;
  readonly tables: Readonly<
    Record<'person' | 'posts' | 'portraits' | 'consents' | PersonalTable | AccountTable, readonly DataRow[]>
  >;
}

export const exportPerson = defineQuery({
  name: 'deputies.export-person',
  input: z.object({ personId: PersonId }),
  by: [...OFFICERS, 'deputy'],
  async read(scene, { personId }): Promise<PersonalData> {
    const { tx, now } = scene;
    const district = districtOf(scene);
    const posts = await requireOneOf(scene, personId, mayOversee);
    const person = await findPerson(tx, district, personId);
    if (person === undefined) throw postErrors.unknownPerson();
    const consents = await findConsents(tx, district, [personId]);
    const { mergedInto: _mergedInto, ...known } = person;
    const ofPerson = { subjectKind: PORTRAIT, subjectIds: [personId] };
    const photos = await findAttachments(tx, { ...ofPerson, audience: scene.actor, isOwner: true });
    return {
      name: person.name,
      madeAt: now,
      tables: {
        person: [known],
        posts: posts.map(({ personId: _personId, name: _name, earlierSuspensions, ...post }) => ({
          ...post,
          earlierSuspensions: earlierSuspensions.map(({ fromDay, untilDay }) => `${fromDay}/${untilDay}`).join(' '),
        })),
        portraits: (photos.get(personId) ?? []).map(({ id, name, screening, width, height, receivedAt }) => ({
          ...{ id, name, screening, width, height, receivedAt },
        })),
        consents: consents.map(({ personId: _personId, ...consent }) => ({
          ...consent,
          note: consent.note ?? null,
          recordedBy: consent.recordedBy ?? null,
          withdrawnSource: consent.withdrawnSource ?? null,
        })),
        ...(await findPersonalData(tx, district, personId)),
        ...(await findAccountData(tx, { district, personId })),
      },
    };
  },
  trail: ({ personId }, { tables }) => {
    const region = tables.posts[0]?.['region'];
    return typeof region === 'string' ? [{ region: region as never, subject: personId }] : [];
  },
});
