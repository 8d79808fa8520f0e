import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { SearchPart } from '#kernel/index.server.ts';
import type { Moment } from '../../domain/moment.ts';
import { allOf } from './filters.ts';
import { listingOf } from './relations.ts';
import { within } from './within.ts';

/** The store's side of `fold`: the "C" collation changes the case of A to Z and of nothing else. */
export function folded(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql`lower(normalize(${text}, NFKC) collate "C")`;
}

/** Text that stands for itself in a LIKE, anywhere in what is searched. */
export function likeAnywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** What a commitment is found by, of `promise p`. */
export const COMMITMENT_WORDS = sql<string>`concat_ws(E'\n', p.text, p.target, p.result)`;

/** A person's consent to be shown at the place of work, and as what, on the web. */
export const SHOWS_WORKPLACE = sql<boolean>`exists (
  select from kernel.consent k
  where k.district_code = m.district_code and k.person_id = m.person_id
    and k.field = 'workplace' and k.surface = 'web' and k.until_day is null)`;

/** Persons with a post in the region and what they are found by: name, sounds of it, towns, posts as far as shown. */
function personWords(moment: Moment, region: RegionCode): RawBuilder<unknown> {
  return sql`
    select m.person_id, string_agg(distinct concat_ws(E'\n', p.name, p.pinyin, p.initials, r.name,
      case when ${SHOWS_WORKPLACE} then concat_ws(E'\n', l.post, l.workplace) end), E'\n') as words
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    left join lateral (${listingOf(moment.year)}) l on true
    where ${within('m', region)}
    group by m.person_id`;
}

/**
 * Relations of a search, to stand after `promise` in one statement. `wording` has what persons or commitments are found
 * by, under an `id`; `found` the ids that hold every part. A part that occurs nowhere in the year is looked for word by
 * word: by the whole year, so that a further filter never changes what a query means.
 */
function foundIn(wording: RawBuilder<unknown>, parts: readonly SearchPart[]): RawBuilder<unknown> {
  const holds = (text: string) => sql<boolean>`words like ${likeAnywhere(text)}`;
  const conditions = parts.map(({ text, words }) =>
    words.length === 0
      ? holds(text)
      : sql<boolean>`(${holds(text)} or (
          not exists (select from wording where ${holds(text)}) and ${allOf(words.map(holds))}))`,
  );
  return sql`, wording as materialized (${wording}), found as (select id from wording where ${allOf(conditions)})`;
}

interface Search {
  readonly moment: Moment;
  readonly region: RegionCode;
  readonly parts: readonly SearchPart[];
}

/** Persons who hold every part, in what is told of them or in one of the year's commitments. */
export function foundPersons({ moment, region, parts }: Search): RawBuilder<unknown> {
  const wording = sql`
    select w.person_id as id, ${folded(sql`concat_ws(E'\n', w.words, c.words)`)} as words
    from (${personWords(moment, region)}) w
    left join (
      select p.person_id, string_agg(${COMMITMENT_WORDS}, E'\n') as words from promise p group by p.person_id
    ) c on c.person_id = w.person_id`;
  return foundIn(wording, parts);
}

/** Commitments that hold every part, in their own text or in what is told of who promised. */
export function foundCommitments({ moment, region, parts }: Search): RawBuilder<unknown> {
  const wording = sql`
    select p.id, ${folded(sql`concat_ws(E'\n', ${COMMITMENT_WORDS}, w.words)`)} as words
    from promise p left join (${personWords(moment, region)}) w on w.person_id = p.person_id`;
  return foundIn(wording, parts);
}
