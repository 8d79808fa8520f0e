import type { Language } from '#lib/language.ts';
import { actionLabel } from '#lib/messages/actions.ts';
import { shanghaiMinute } from '../format.ts';

interface Entry {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  readonly name: string | null;
  readonly userName: string | null;
  readonly role: string;
  readonly region: string;
  readonly regionName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

const written = (side: unknown): string => (side === null ? '' : JSON.stringify(side));

/** An entry a row: ids and codes as they are kept, and beside them the names that the page shows. */
export function trailTable({ words, locale }: Pick<Language, 'words' | 'locale'>, entries: readonly Entry[]) {
  const { fileName, fileColumns: columns, roles } = words.desk.trail;
  const roleOf = (role: string) => (Object.hasOwn(roles, role) ? roles[role as keyof typeof roles] : role);
  return {
    name: fileName,
    headings: [
      ...[columns.seq, columns.at, columns.name, columns.signIn, columns.account, columns.role],
      ...[columns.region, columns.regionCode, columns.action, columns.actionCode],
      ...[columns.subject, columns.before, columns.after],
    ],
    rows: entries.map((entry) => [
      ...[entry.seq, shanghaiMinute(entry.at), entry.name, entry.userName, entry.actor, roleOf(entry.role)],
      ...[entry.regionName, entry.region, actionLabel(entry.action, locale), entry.action],
      ...[entry.subject, written(entry.before), written(entry.after)],
    ]),
  };
}
