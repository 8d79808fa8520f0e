import { type RawBuilder, sql } from 'kysely';

/** Days on which a post was suspended: the second is the first on which it was not any more. */
export interface Suspension {
  readonly fromDay: string;
  readonly untilDay: string;
}

/** The suspensions of the post under this name that were over before its latest, as JSON in their order. */
export function earlierSuspensions(post: string): RawBuilder<Suspension[]> {
  return sql`(
    select coalesce(json_agg(json_build_object('fromDay', lower(pause), 'untilDay', upper(pause)) order by pause), '[]')
    from unnest(${sql.ref(`${post}.earlier_suspensions`)}) as pause)`;
}
