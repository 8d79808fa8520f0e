import { sql } from 'kysely';
import { isWithin } from '#kernel/contract.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import { type Attempt, type Expected, type Target, manages } from './attempts-oracle.ts';

const ORIGIN = 'https://yunchuan.example.org';

/** Somebody with a place of work and the consent to name it on a nameplate. */
async function agree({ database }: Pick<Stage, 'database'>, { seat, place }: Target): Promise<void> {
  await sql`
    update deputies.listing set workplace = '石桥小学' where membership_id = ${seat.id}`.execute(database);
  await sql`
    insert into kernel.consent (district_code, person_id, field, surface, from_day, source)
    values (${place.region.slice(0, 6)}, ${seat.personId}, 'workplace', 'nameplate', '2020-01-01', 'paper')
    on conflict do nothing`.execute(database);
}

/** Beyond the region there is no such town; of those within it whoever does not manage the post prints nothing of it. */
function prints(actor: Actor, target: Target): Expected {
  if (!isWithin(target.place.region, actor.region)) return 'not-found';
  return manages(actor, target) === 'ok' ? 'ok' : 'open';
}

/** How use cases of printing are tried. */
export const PRINTING_ATTEMPTS: Readonly<Record<string, Attempt>> = {
  'deputies.plan-printing': {
    input: (_, { place }) => Promise.resolve({ kind: 'notice', town: place.region, origin: ORIGIN }),
    expects: (actor, { place }) => (isWithin(place.region, actor.region) ? 'ok' : 'not-found'),
  },
  'deputies.print-sheets': {
    input: async (stage, target) => {
      await agree(stage, target);
      return {
        ...{ kind: 'nameplate', town: target.place.region, membershipIds: [target.seat.id], origin: ORIGIN },
      };
    },
    expects: prints,
  },
};
