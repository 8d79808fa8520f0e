import { z } from 'zod';
import { typed } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findNamesakes, findUnits } from '../../store/people/to-link.ts';
import { districtOf } from '../posts/standing.ts';

/** Everybody of a name in the actor's district, so that an account is linked to the right one. */
export const findPersonsToLink = defineQuery({
  name: 'deputies.find-persons-to-link',
  input: z.object({
    name: typed({ max: 40 }),
  }),
  by: ['operator', 'admin', 'district-officer'],
  async read(scene, { name }) {
    const found = await findNamesakes(scene.tx, districtOf(scene), name);
    return found.map(({ townName, ...person }) => ({
      ...person,
      town: townName === null ? null : townLabel(townName),
    }));
  },
});

/** The stations and groups of the actor's region, for whoever gives a role for one of them. */
export const listUnits = defineQuery({
  name: 'deputies.list-units',
  input: z.object({}),
  by: ['operator', 'admin', 'district-officer', 'town-officer', 'security', 'auditor'],
  read: ({ tx, actor }) => findUnits(tx, actor.region),
});
