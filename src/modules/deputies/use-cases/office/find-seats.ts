import { z } from 'zod';
import { dayOf, typed } from '#kernel/contract.ts';
import { defineQuery, searchParts } from '#kernel/index.server.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { yearOf } from '../../domain/moment.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findSeatsByName } from '../../store/office/seats.ts';

const LIMIT = 30;

const FindSeats = z.strictObject({
  q: typed({ max: 50 }),
});

/** Deputies in post for whom the actor may enter a commitment, found by name, pinyin or initials. */
export const findSeats = defineQuery({
  name: 'deputies.find-seats',
  input: FindSeats,
  by: ['station-clerk', 'town-officer', 'district-officer'],
  async read({ tx, actor, now }, { q }) {
    const of = { region: actor.region, day: dayOf(now), year: yearOf(now), limit: LIMIT };
    const seats = await findSeatsByName(tx, searchParts(q), of);
    const own = seats.filter((seat) => {
      const standing = standingOf(actor, seat);
      return standing === 'own' || standing === 'delegated';
    });
    return own.map(({ membershipId, personId, name, townName, level, electoralDistrict }) => ({
      ...{ membershipId, personId, name, level, electoralDistrict },
      town: townLabel(townName),
    }));
  },
});
