import { RegionCode, isWithin } from '#kernel/contract.ts';
import { type Scene, defineQuery, searchParts } from '#kernel/index.server.ts';
import {
  CommitmentId,
  CommitmentKind,
  Level,
  OfficeFilter,
  type OfficeItem,
  type OfficeList,
  PersonId,
} from '../../contract.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { isShortOfTarget } from '../../domain/office/short-of-target.ts';
import { deadlinesAt } from '../../domain/office/deadlines.ts';
import { yearOf } from '../../domain/moment.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findLatestYear, isRegion } from '../../store/lists/years.ts';
import {
  type OfficeQuestion,
  type OfficeRow,
  findNameOf,
  findOfficeChoices,
  findOfficePage,
} from '../../store/office/office-list.ts';
import { findOfficeRule } from '../../store/office/rule.ts';
import { findDisputesOfHeads } from '../../store/office/waiting.ts';
import { pageOf } from '../lists/question.ts';
import { claimsOf } from './claims.ts';
import { OFFICE_READERS } from './who.ts';

async function waitingIn(scene: Scene, is: OfficeFilter['is']): Promise<OfficeQuestion['waiting']> {
  if (is === undefined) return undefined;
  if (is === 'disputed') return { kind: is, besides: await findDisputesOfHeads(scene.tx, scene.actor) };
  if (is !== 'to-verify' && is !== 'barred') return { kind: is };
  const { ids, barred } = await claimsOf(scene, 0);
  if (is === 'barred') return { ids: [...barred.keys()] };
  return ids === undefined ? { kind: 'claimed' } : { ids };
}

/**
 * What an address of the office's table asks for.
 * @throws Problem `not-found` for a town that the actor's region does not have
 */
export async function officeQuestionOf(scene: Scene, asked: OfficeFilter): Promise<OfficeQuestion> {
  const { tx, actor, now } = scene;
  const { is, year, q, sort, order, size: _, page: __, ...rest } = asked;
  const { town } = rest;
  if (town !== undefined && !(isWithin(town, actor.region) && (await isRegion(tx, town)))) {
    throw listErrors.unknownTown(town);
  }
  return {
    actor,
    year: year === 'all' ? undefined : (year ?? (await findLatestYear(tx, actor.region, yearOf(now))) ?? yearOf(now)),
    filter: rest,
    parts: searchParts(q ?? ''),
    waiting: await waitingIn(scene, is),
    deadlines: deadlinesAt(now, await findOfficeRule(tx, actor.region)),
    ...{ sort, order },
  };
}

/** A row of the table, for whoever reads it now. */
export function officeItem(row: OfficeRow, now: string): OfficeItem {
  const { year, name, field, text, target, result, dueDay, dueNote, state, revision, entries, lastEntryAt } = row;
  const { pictures, documents } = row;
  return {
    ...{ year, name, field, text, target, result, dueDay, dueNote, state, revision, entries, lastEntryAt },
    ...{ pictures, documents },
    isShort: isShortOfTarget(row),
    electoralDistrict: row.electoralDistrict,
    group: row.group,
    id: CommitmentId.parse(row.id),
    personId: PersonId.parse(row.personId),
    level: Level.parse(row.level),
    town: townLabel(row.townName),
    townCode: RegionCode.parse(row.townCode),
    kind: CommitmentKind.parse(row.kind),
    isOverdue: (state === 'published' || state === 'claimed') && isOverdue(row, now),
    isOnBehalf: row.origin === 'on-behalf',
  };
}

/** The commitments of the actor's region, filtered and sorted as the address says, a page of them. */
export const findOfficeCommitments = defineQuery({
  name: 'deputies.find-office-commitments',
  input: OfficeFilter,
  by: OFFICE_READERS,
  async read(scene, asked): Promise<OfficeList> {
    const { tx, actor, now } = scene;
    const question = await officeQuestionOf(scene, asked);
    const limits = { limit: asked.size, offset: (asked.page - 1) * asked.size };
    const { total, unpublished, rows } = await findOfficePage(tx, question, limits);
    const { years, towns, groups, fields } = await findOfficeChoices(tx, actor.region, question.year);
    return {
      asOf: now,
      year: question.year ?? 'all',
      unpublished,
      ...pageOf(total, asked.page, asked.size),
      size: asked.size,
      items: rows.map((row) => officeItem(row, now)),
      choices: {
        years: [...new Set([yearOf(now), ...years])].toSorted((one, other) => other - one),
        towns: towns.map(({ code, name }) => ({ key: code, label: townLabel(name) })),
        groups: [...groups],
        fields: [...fields],
      },
      person: asked.person === undefined ? null : ((await findNameOf(tx, actor, asked.person)) ?? null),
    };
  },
});
