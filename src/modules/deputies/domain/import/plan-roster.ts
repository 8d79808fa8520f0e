import type { Level } from '../../contract.ts';
import type { RowFault } from './faults.ts';
import type { RosterColumn } from './headings.ts';
import { type Seen, matchPerson } from './match-person.ts';
import { type Outcome, type RowOutcome, greater, isSame } from './outcome.ts';
import type { KnownPerson, Listing, Post, Registry } from './registry.ts';
import { type RosterRow, saidOfLevel } from './rows.ts';

/** Posts and persons that an import has touched, and what it makes of each row. */
export interface RosterPlan {
  readonly outcomes: readonly RowOutcome<RosterColumn>[];
  readonly people: ReadonlySet<string>;
  readonly posts: ReadonlySet<string>;
}

function listingOf(row: RosterRow, level: Level): Listing {
  return {
    year: row.year,
    ...saidOfLevel(row, level),
    phone: row.phone,
    isPhonePublic: row.isPhonePublic,
    isWorkplacePublic: row.isWorkplacePublic,
    activityGroup: row.activityGroup,
    station: row.station,
    workplace: row.workplace,
    post: row.post,
    statedFrom: row.term.from,
    statedTo: row.term.to,
    remarks: row.remarks,
    extra: row.extra,
  };
}

/** Takes the rows of one file into the registry, one after the other. The registry is changed. */
export function planRoster(rows: readonly RosterRow[], registry: Registry, newId: () => string): RosterPlan {
  return new RosterPlanner(registry, newId).plan(rows);
}

class RosterPlanner implements Seen {
  readonly registry: Registry;
  private readonly newId: () => string;
  private readonly people = new Set<string>();
  private readonly posts = new Set<string>();
  /** The row that listed a post for a year in this file. */
  private readonly listedBy = new Map<string, RosterRow>();

  constructor(registry: Registry, newId: () => string) {
    this.registry = registry;
    this.newId = newId;
  }

  plan(rows: readonly RosterRow[]): RosterPlan {
    const outcomes = rows.map((row) => this.take(row));
    return { outcomes, people: this.people, posts: this.posts };
  }

  isListedHere(person: KnownPerson, row: RosterRow): boolean {
    return this.registry
      .postsOf(person.id)
      .some((post) => row.levels.includes(post.level) && this.listedBy.has(`${post.id} ${row.year}`));
  }

  private take(row: RosterRow): RowOutcome<RosterColumn> {
    const reject = (fault: RowFault<RosterColumn>): RowOutcome<RosterColumn> => ({
      number: row.number,
      outcome: 'rejected',
      faults: [fault],
    });
    const known = row.id === null ? undefined : this.registry.posts.get(row.id);
    if (row.id !== null && known === undefined) return reject({ code: 'id-unknown', column: 'id', value: row.id });
    const match = known === undefined ? matchPerson(row, this) : this.personOf(known);
    if (match === 'ambiguous') return reject({ code: 'person-ambiguous', column: 'name', value: row.name });
    const isNew = match === 'new';
    const person = isNew ? undefined : match.person;
    const repeated = person === undefined ? undefined : this.repeats(row, person, known);
    if (repeated !== undefined) return reject(repeated);
    return { number: row.number, outcome: this.save(row, person, known) };
  }

  private personOf(post: Post): { person: KnownPerson } | 'new' {
    const person = this.registry.people.get(post.personId);
    return person === undefined ? 'new' : { person };
  }

  /**
   * A second row for a post that this file has listed already: the same again, or a namesake who is not told apart. A row
   * with a number is of that post alone: one person may have been in two congresses of a year.
   */
  private repeats(row: RosterRow, person: KnownPerson, known: Post | undefined): RowFault<RosterColumn> | undefined {
    const levels = known === undefined ? row.levels : [known.level];
    const posts = known === undefined ? levels.flatMap((level) => this.postFor(person, row, level) ?? []) : [known];
    const first = posts.flatMap((post) => this.listedBy.get(`${post.id} ${row.year}`) ?? [])[0];
    if (first === undefined) return undefined;
    const [level = 'township'] = levels;
    const isSameRow = isSame(listingOf(first, level), listingOf(row, level)) && first.sex === row.sex;
    return isSameRow || row.phone === null || row.phone === first.phone
      ? { code: 'row-repeated', value: '', hint: String(first.number) }
      : { code: 'person-ambiguous', column: 'name', value: row.name };
  }

  /**
   * The post of a level in the town: of the same congress, where both name one; one that was made of two can go by the
   * names of both. Of several, the one that the year's roster
   * listed before, then the one that the office has not ended.
   */
  private postFor(person: KnownPerson, row: RosterRow, level: Level): Post | undefined {
    const { congress } = saidOfLevel(row, level);
    const congressesOf = ({ congress: said, listings }: Post): readonly string[] =>
      said == null ? [...listings.values()].flatMap((listing) => listing.congress ?? []) : [said];
    const isNameless = (post: Post) => congressesOf(post).length === 0;
    const doubt = (post: Post) =>
      (post.listings.has(row.year) ? 0 : 2) + (post.endedDay == null || post.endedDay > `${row.year}-12-31` ? 0 : 1);
    const posts = this.registry
      .postsOf(person.id)
      .filter((post) => post.level === level && post.region === row.town)
      .toSorted((one, other) => doubt(one) - doubt(other));
    return (
      posts.find((post) => (congress === null ? isNameless(post) : congressesOf(post).includes(congress))) ??
      posts.find((post) => congress === null || isNameless(post))
    );
  }

  private save(row: RosterRow, person: KnownPerson | undefined, known: Post | undefined): Outcome {
    const [personId, personOutcome] = this.savePerson(row, person);
    const levels = known === undefined ? row.levels : [known.level];
    const owner = { id: personId, name: row.name, phone: null, sex: null, birthMonth: null, ethnicity: null };
    const outcomes = levels.map((level) => {
      const post = known ?? this.postFor(this.registry.people.get(personId) ?? owner, row, level);
      return this.saveListing(row, { personId, level }, post);
    });
    return outcomes.reduce(greater, personOutcome);
  }

  /** The latest roster that names a person is believed; an older one only fills in what is not known. */
  private savePerson(row: RosterRow, known: KnownPerson | undefined): [string, Outcome] {
    const said = { phone: row.phone, sex: row.sex, birthMonth: row.birthMonth, ethnicity: row.ethnicity };
    if (known === undefined) {
      const id = this.newId();
      this.registry.savePerson({ id, name: row.name, ...said });
      this.people.add(id);
      return [id, 'created'];
    }
    const years = this.registry.postsOf(known.id).flatMap((post) => [...post.listings.keys()]);
    const isLatest = years.every((year) => year <= row.year);
    const [first, second] = isLatest ? [said, known] : [known, said];
    const person: KnownPerson = {
      id: known.id,
      name: isLatest ? row.name : known.name,
      phone: first.phone ?? second.phone,
      sex: first.sex ?? second.sex,
      birthMonth: first.birthMonth ?? second.birthMonth,
      ethnicity: first.ethnicity ?? second.ethnicity,
    };
    if (isSame(person, known)) return [known.id, 'unchanged'];
    this.registry.savePerson(person);
    this.people.add(known.id);
    return [known.id, 'changed'];
  }

  private saveListing(
    row: RosterRow,
    of: { readonly personId: string; readonly level: Level },
    known: Post | undefined,
  ): Outcome {
    const listing = listingOf(row, of.level);
    const post = known ?? { id: this.newId(), region: row.town, listings: new Map<number, Listing>(), ...of };
    this.listedBy.set(`${post.id} ${row.year}`, row);
    const before = post.listings.get(row.year);
    if (before !== undefined && isSame(before, listing)) return 'unchanged';
    this.registry.savePost({ ...post, listings: new Map([...post.listings, [row.year, listing]]) });
    this.posts.add(post.id);
    this.people.add(post.personId);
    return before === undefined ? 'created' : 'changed';
  }
}
