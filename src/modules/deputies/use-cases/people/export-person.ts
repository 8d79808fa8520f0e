import { z } from 'zod';
import { type AccountTable, defineQuery, findAccountData, findConsents, findPerson } from '#kernel/index.server.ts';
import { PersonId } from '../../contract.ts';
import { mayOversee } from '../../domain/people/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { type DataRow, type PersonalTable, findPersonalData } from '../../store/people/personal-data.ts';
import { OFFICERS, districtOf, requireOneOf } from '../posts/standing.ts';

/** All that is kept of a person, table by table: for the person, who has a right to it, and for the office on request. */
export interface PersonalData {
  readonly name: string;
  readonly madeAt: string;
  readonly tables: Readonly<Record<'person' | 'posts' | 'consents' | PersonalTable | AccountTable, readonly DataRow[]>>;
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
    return {
      name: person.name,
      madeAt: now,
      tables: {
        person: [known],
        posts: posts.map(({ personId: _personId, name: _name, ...post }) => post),
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
