import { z } from 'zod';
import { districtCode } from '#kernel/contract.ts';
import { defineQuery, findPortraits } from '#kernel/index.server.ts';
import { type Deputy, type DeputyYear, PersonId } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { maskPhone } from '../../domain/mask-phone.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { findCommitmentsOf, findDeputy, findListedYears } from '../../store/lists/deputy.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { shownItem, shownPost } from './shown.ts';

const ReadDeputy = z.strictObject({ personId: PersonId });

/** A deputy with the posts and commitments of all years as they stand now. @throws Problem `not-found` */
export const readDeputy = defineQuery({
  name: 'deputies.read-deputy',
  input: ReadDeputy,
  by: ['operator', 'visitor'],
  async read({ tx, actor, now }, { personId }): Promise<Deputy> {
    const { region } = actor;
    const person = await findDeputy(tx, personId, region);
    if (person === undefined) throw listErrors.unknownDeputy(personId);
    const of = { personId, region, moment: momentOf({ year: yearOf(now), asOf: undefined }, now) };
    const commitments = Map.groupBy(await findCommitmentsOf(tx, of), (row) => row.year);
    const years = new Set([...commitments.keys(), ...(await findListedYears(tx, of))]);

    const shown: DeputyYear[] = [];
    for (const year of [...years].toSorted((one, other) => other - one)) {
      const own = commitments.get(year) ?? [];
      const also = { since: `${year}-01-01`, membershipIds: own.map((row) => row.membershipId) };
      const moment = momentOf({ year, asOf: undefined }, now);
      const posts = await findPosts(tx, { personIds: [personId], region, moment }, also);
      shown.push({
        year,
        posts: posts.map(shownPost),
        commitments: own.map((row) => shownItem(row, now)),
        reported: own.filter(({ state }) => state === 'claimed' || state === 'fulfilled').length,
        verified: own.filter(({ state }) => state === 'fulfilled').length,
      });
    }
    const { phone, isPhonePublic, isPhoneOnWall } = person;
    return {
      id: personId,
      name: person.name,
      photo: (await findPortraits(tx, districtCode(region), [personId])).get(personId) ?? null,
      phone: phone === null || isPhonePublic ? phone : maskPhone(phone),
      isPhoneMasked: phone !== null && !isPhonePublic,
      isPhoneOnRequest: phone !== null && !isPhonePublic && isPhoneOnWall,
      asOf: now,
      years: shown,
    };
  },
});
