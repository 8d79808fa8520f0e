import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { SearchPart } from '#kernel/index.server.ts';
import type { Moment } from '../../domain/moment.ts';
import { allOf } from './filters.ts';
import { listingOf } from './relations.ts';
import { within } from './within.ts';

/** As a LIKE finds a text anywhere in what is searched, with nothing in it standing for anything but itself. */
function anywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

const FULL_WIDTH = 0xfee0;

/** Towns type letters, digits and marks in either width: 20 and ２０. */
function inFullWidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) + FULL_WIDTH));
}

/** Whether a folded text occurs in a column of words, in either width. */
export function holds(words: RawBuilder<unknown>, text: string): RawBuilder<boolean> {
  const spellings = [...new Set([text, inFullWidth(text)])].map((spelling) => sql`${words} like ${anywhere(spelling)}`);
  return sql`(${sql.join(spellings, sql` or `)})`;
}

/** Lower case where it matters: the "C" collation changes A to Z and nothing else, as `fold` does. */
export function inLowerCase(words: RawBuilder<unknown>, parts: readonly SearchPart[]): RawBuilder<unknown> {
  return parts.some((part) => /[a-z]/.test(part.text)) ? sql`lower(${words} collate "C")` : words;
}

/** A person's consent to be shown at the place of work, and as what, on the web. */
export const SHOWS_WORKPLACE = sql<boolean>`exists (
  select from kernel.consent k
  where k.district_code = m.district_code and k.person_id = m.person_id
    and k.field = 'workplace' and k.surface = 'web' and k.until_day is null)`;

/**
 * What persons are found by, a row a post: name, sounds of it, town, post and place of work as far as they are shown.
 * Nearly all posts are listed in the year itself; only for the others the nearest listing is looked for.
 */
function personWords(moment: Moment, region: RegionCode): RawBuilder<unknown> {
  return sql`
    select m.person_id, concat_ws(E'\n', p.name, p.pinyin, p.initials, r.name,
      case when ${SHOWS_WORKPLACE} then concat_ws(E'\n', own.post, own.workplace, l.post, l.workplace) end) as words
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    left join deputies.listing own
      on own.district_code = m.district_code and own.membership_id = m.id and own.year = ${moment.year}
    left join lateral (${listingOf(moment.year)}) l on own.membership_id is null
    where ${within('m', region)} and m.merged_into is null`;
}

/**
 * Relations of a search, to stand after `promise` in one statement. `wording` has what persons or commitments are found
 * by, in one row or several for each `id`; `found` the ids that hold every part. A part that occurs nowhere in the year is
 * looked for word by word: by the whole year, so that a further filter never changes what a query means.
 */
function foundIn(wording: RawBuilder<unknown>, parts: readonly SearchPart[]): RawBuilder<unknown> {
  const has = (text: string) => holds(sql.ref('words'), text);
  const occurs = (text: string) => sql<boolean>`bool_or(${has(text)})`;
  const conditions = parts.map(({ text, words }) =>
    words.length === 0
      ? occurs(text)
      : sql<boolean>`(${occurs(text)} or (
          not exists (select from wording where ${has(text)}) and ${allOf(words.map(occurs))}))`,
  );
  return sql`, wording as materialized (${wording}),
    found as (select id from wording group by id having ${allOf(conditions)})`;
}

interface Search {
  readonly moment: Moment;
  readonly region: RegionCode;
  readonly parts: readonly SearchPart[];
}

/** Persons who hold every part, in what is told of them or in one of the year's commitments. */
export function foundPersons({ moment, region, parts }: Search): RawBuilder<unknown> {
  const wording = sql`
    select told.person_id as id, ${inLowerCase(sql.ref('told.words'), parts)} as words
    from (${personWords(moment, region)} union all select person_id, words from promise) told`;
  return foundIn(wording, parts);
}

/** Commitments that hold every part, in their own text or in what is told of who promised. */
export function foundCommitments({ moment, region, parts }: Search): RawBuilder<unknown> {
  const wording = sql`
    select p.id, ${inLowerCase(sql`concat_ws(E'\n', p.words, w.words)`, parts)} as words
    from promise p left join (
      select person_id, string_agg(words, E'\n') as words from (${personWords(moment, region)}) told group by person_id
    ) w on w.person_id = p.person_id`;
  return foundIn(wording, parts);
}
