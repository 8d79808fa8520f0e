import { type RosterRow, saidOfLevel } from './rows.ts';
import type { KnownPerson, Registry } from './registry.ts';

type Verdict = 'same' | 'probably' | 'different' | 'unknown';

export type Match = { readonly person: KnownPerson } | 'new' | 'ambiguous';

function differ(one: string | null, other: string | null): boolean | undefined {
  return one === null || other === null ? undefined : one !== other;
}

/** True or false when the electoral districts of a level that both have are known and tell; otherwise undefined. */
function districtsDiffer(row: RosterRow, person: KnownPerson, registry: Registry): boolean | undefined {
  const verdicts = registry
    .postsOf(person.id)
    .filter((post) => row.levels.includes(post.level))
    .flatMap((post) => {
      const said = saidOfLevel(row, post.level).electoralDistrict;
      return [...post.listings.values()].map((listing) => differ(listing.electoralDistrict, said));
    });
  if (verdicts.includes(false)) return false;
  return verdicts.includes(true) ? true : undefined;
}

function compare(row: RosterRow, person: KnownPerson, seen: Seen): Verdict {
  const { registry } = seen;
  const phones = registry.phonesOf(person);
  if (row.phone !== null && phones.has(row.phone)) return 'same';
  const districts = districtsDiffer(row, person, registry);
  const births = differ(row.birthMonth, person.birthMonth);
  if (births === true || differ(row.sex, person.sex) === true) return 'different';
  const sharesLevel = registry.postsOf(person.id).some((post) => row.levels.includes(post.level));
  if (row.phone !== null && phones.size > 0) {
    // A roster does not list one person twice at a level: another number in the same roster is another person.
    if (districts === true || seen.isListedHere(person, row)) return 'different';
    if (districts === false) return 'same';
    if (births === false) return sharesLevel ? 'same' : 'unknown';
    return sharesLevel ? 'unknown' : 'different';
  }
  if (districts !== undefined) return districts ? 'different' : 'same';
  if (sharesLevel) return 'probably';
  return births === false ? 'same' : 'unknown';
}

/** What has been seen so far: the registry, and whom the file at hand has listed already. */
export interface Seen {
  readonly registry: Registry;
  isListedHere(person: KnownPerson, row: RosterRow): boolean;
}

/**
 * Who a roster's row is: a person known by that name in the town (or, by the same phone number, in another one), a new
 * one, or not to be told. Names repeat: namesakes are told apart by phone, electoral district, month of birth or sex,
 * and never guessed.
 */
export function matchPerson(row: RosterRow, seen: Seen): Match {
  const { registry } = seen;
  const candidates = registry.namesakes(row.name).filter((person) => {
    const isHere = registry.postsOf(person.id).some((post) => post.region === row.town);
    return isHere || (row.phone !== null && registry.phonesOf(person).has(row.phone));
  });
  const verdicts = candidates.map((person) => ({ person, verdict: compare(row, person, seen) }));
  const of = (wanted: Verdict) => verdicts.filter(({ verdict }) => verdict === wanted);
  const [same, ...more] = of('same');
  if (same !== undefined) return more.length === 0 ? same : 'ambiguous';
  const [probable, ...others] = of('probably');
  if (probable !== undefined && others.length === 0 && of('unknown').length === 0) return probable;
  return probable === undefined && of('unknown').length === 0 ? 'new' : 'ambiguous';
}
