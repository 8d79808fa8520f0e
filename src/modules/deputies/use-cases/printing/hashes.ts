import { createHash } from 'node:crypto';
import { type Content, type FieldHashes, canonicalJson } from '../../domain/printing/content.ts';

const sha256 = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** What tells a sheet from another: one hash of all that it shows, and one of each field. */
export function hashesOf(content: Content): { readonly hash: string; readonly fields: FieldHashes } {
  const fields = Object.entries(content).map(([name, value]) => [name, sha256(value)] as const);
  return { hash: sha256(content), fields: Object.fromEntries(fields) };
}
