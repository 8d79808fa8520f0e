import { RegionCode, isWithin } from '#kernel/contract.ts';
import { type Scene, searchParts } from '#kernel/index.server.ts';
import type { DeputyFilter } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { findLatestYear, isRegion } from '../../store/lists/years.ts';

type Asked = Pick<DeputyFilter, 'year' | 'asOf' | 'level' | 'town' | 'group' | 'field' | 'kind' | 'q'>;

/**
 * What is common to both lists: the moment, the region, the filters and what is searched for.
 * @throws Problem `not-found` for a town that the actor's region does not have; see `momentOf` for the instant
 */
export async function questionOf({ tx, actor, now }: Scene, asked: Asked) {
  const { level, town, group, field, kind } = asked;
  if (town !== undefined && !(isWithin(town, actor.region) && (await isRegion(tx, town)))) {
    throw listErrors.unknownTown(town);
  }
  const thisYear = yearOf(now);
  const year = asked.year ?? (await findLatestYear(tx, actor.region, thisYear)) ?? thisYear;
  return {
    moment: momentOf({ year, asOf: asked.asOf }, now),
    region: RegionCode.parse(actor.region),
    filters: { level, town, group, field, kind },
    parts: searchParts(asked.q ?? ''),
  };
}

interface Page {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

/** @throws Problem `not-found` for a page that the list does not have; an empty list has one, empty */
export function pageOf(total: number, page: number, size: number): Page {
  const pages = Math.max(1, Math.ceil(total / size));
  if (page > pages) throw listErrors.pageBeyondLast(page);
  return { total, page, pages };
}
