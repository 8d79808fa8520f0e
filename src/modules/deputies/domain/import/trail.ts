import type { RegionCode } from '#kernel/contract.ts';
import { phoneTail } from '../mask-phone.ts';
import type { KnownPerson, LedgerCommitment, Listing, Post } from './registry.ts';

type Facts = Readonly<Record<string, unknown>>;

/** What an import changed of one person or one commitment, as the trail keeps it. */
export interface ImportedChange {
  readonly region: RegionCode;
  readonly subject: string;
  readonly before?: Facts;
  readonly after: Facts;
}

/** What is known of people at one time. */
export interface Known {
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly posts: ReadonlyMap<string, Post>;
}

export interface StatedConsent {
  readonly personId: string;
  readonly field: string;
  readonly surface: string;
  readonly untilDay: string | null;
}

// The trail is never erased, and a person's data can be: of what goes with an erasure it keeps that it changed, and of
// phones the end by which two are told apart.
const PERSONAL = ['sex', 'birthMonth', 'ethnicity'] as const;
const OF_LISTING = [
  ...(['congress', 'electoralDistrict', 'group', 'activityGroup', 'station'] as const),
  ...(['statedFrom', 'statedTo', 'isPhonePublic', 'isWorkplacePublic'] as const),
];
const PERSONAL_OF_LISTING = ['phone', 'workplace', 'post', 'remarks', 'extra'] as const;
const OF_COMMITMENT = [
  ...(['text', 'kind', 'field', 'target', 'dueDay', 'dueNote', 'result', 'measure', 'unit', 'quantity'] as const),
  'group',
] as const;

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) !== JSON.stringify(other ?? null);
}

/** Of some fields those that changed, on both sides. */
function changed<Name extends string>(
  names: readonly Name[],
  before: Partial<Record<Name, unknown>> | undefined,
  after: Readonly<Record<Name, unknown>>,
): [Record<string, unknown>, Record<string, unknown>] {
  const own = names.filter((name) => differs(before?.[name], after[name]));
  const pick = (side: Partial<Record<Name, unknown>> | undefined) =>
    Object.fromEntries(own.map((name) => [name, side?.[name] ?? null]));
  return [pick(before), pick(after)];
}

function ofListing(before: Listing | undefined, after: Listing) {
  const [was, is] = changed(OF_LISTING, before, after);
  const named = PERSONAL_OF_LISTING.filter((name) =>
    differs(before?.[name] ?? (name === 'extra' ? {} : null), after[name]),
  );
  return { was, is: { ...is, ...(named.length === 0 ? {} : { changed: named }) } };
}

function ofPosts(before: Known, posts: readonly Post[]) {
  return posts.flatMap((post) => {
    const known = before.posts.get(post.id);
    return [...post.listings.values()]
      .filter((listing) => differs(known?.listings.get(listing.year), listing))
      .map((listing) => {
        const { was, is } = ofListing(known?.listings.get(listing.year), listing);
        const at = { postId: post.id, level: post.level, year: listing.year };
        return {
          was: known?.listings.has(listing.year) === true ? { ...at, ...was } : undefined,
          is: { ...at, ...is },
        };
      });
  });
}

function ofPerson(before: KnownPerson | undefined, after: KnownPerson): [Facts, Facts] {
  const [was, is] = changed(['name'], before, after);
  const named = PERSONAL.filter((name) => differs(before?.[name], after[name]));
  const isPhoneNew = differs(before?.phone, after.phone);
  return [
    { ...was, ...(isPhoneNew ? { phone: phoneTail(before?.phone ?? null) } : {}) },
    {
      ...is,
      ...(isPhoneNew ? { phone: phoneTail(after.phone) } : {}),
      ...(named.length === 0 ? {} : { changed: named }),
    },
  ];
}

/** What became of each person whom an import touched: record, listings and consents. */
export function changesOfPeople(
  before: Known,
  after: { readonly people: readonly KnownPerson[]; readonly postsOf: (personId: string) => readonly Post[] },
  consents: readonly StatedConsent[],
): ImportedChange[] {
  const stated = Map.groupBy(consents, ({ personId }) => personId);
  return after.people.flatMap((person): ImportedChange[] => {
    const known = before.people.get(person.id);
    const posts = after.postsOf(person.id);
    const [region] = posts.map((post) => post.region);
    const listings = ofPosts(before, posts);
    const [was, is] = ofPerson(known, person);
    const own = (stated.get(person.id) ?? []).map(({ field, surface, untilDay }) => {
      return { field, surface, isGiven: untilDay === null };
    });
    const isUnchanged = Object.keys(is).length + listings.length + own.length === 0;
    if (region === undefined || isUnchanged) return [];
    const replaced = listings.flatMap((listing) => listing.was ?? []);
    return [
      {
        ...{ region, subject: person.id },
        ...(known === undefined
          ? {}
          : { before: { ...was, ...(replaced.length === 0 ? {} : { listings: replaced }) } }),
        after: {
          ...is,
          ...(listings.length === 0 ? {} : { listings: listings.map((listing) => listing.is) }),
          ...(own.length === 0 ? {} : { consents: own }),
        },
      },
    ];
  });
}

/** What an import corrected of commitments that were there. New ones are told of by the journal, one by one. */
export function changesOfCommitments(
  saved: readonly { readonly before: LedgerCommitment | undefined; readonly after: LedgerCommitment }[],
): ImportedChange[] {
  return saved.flatMap(({ before, after }) => {
    if (before === undefined) return [];
    const stateOf = ({ changes }: LedgerCommitment) => changes.at(-1)?.state ?? 'published';
    const [was, is] = changed(OF_COMMITMENT, before, after);
    const side = (of: LedgerCommitment, own: Facts) => ({ ...own, version: of.version, state: stateOf(of) });
    return [{ region: after.region, subject: after.id, before: side(before, was), after: side(after, is) }];
  });
}
