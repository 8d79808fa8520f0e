import type { ConsentField, RegionCode, Surface } from '#kernel/contract.ts';
import { type Level, type PrintKind, SURFACE_OF, type WhyNotPrinted } from '../../contract.ts';
import { isSubdistrict } from '../standing.ts';

interface Given {
  readonly field: ConsentField;
  readonly surface: Surface;
  readonly untilDay: string | null;
}

/** A photo that may be shown on the surface: what tells it from others, and the name of its file. */
export interface PrintPhoto {
  readonly key: string;
  readonly file: string;
}

export interface PrintPromise {
  readonly text: string;
  readonly target: string | null;
  readonly dueDay: string | null;
}

/** What is known of a post and its holder that paper has a place for. */
export interface Candidate {
  readonly membershipId: string;
  readonly personId: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly isDelegated: boolean;
  /** Whether the post is held today, and not suspended. */
  readonly isHeld: boolean;
  readonly name: string;
  readonly title: string;
  readonly townName: string;
  readonly station: string | null;
  readonly group: string | null;
  readonly workplace: string | null;
  readonly post: string | null;
  readonly electoralDistrict: string | null;
  readonly phone: string | null;
  readonly receptions: readonly string[];
  readonly promises: readonly PrintPromise[];
  readonly consents: readonly Given[];
  readonly photo: PrintPhoto | null;
  readonly isNameDrawable: boolean;
}

/** Exactly what a sheet shows of a person. What is null is not on it. */
export interface Content {
  readonly name: string;
  readonly titles: readonly string[];
  readonly place: string | null;
  readonly work: string | null;
  /** Of who was elected directly: county and township. */
  readonly electoralDistrict: string | null;
  /** Of who was elected by a congress: the levels above. */
  readonly electoralUnit: string | null;
  readonly phone: string | null;
  readonly photo: string | null;
  readonly receptions: readonly string[];
  readonly year: number | null;
  readonly promises: readonly PrintPromise[];
  /** Where its code leads. */
  readonly address: string;
}
export type ContentField = keyof Content;

function agreesTo(candidate: Candidate, kind: PrintKind) {
  const surface = SURFACE_OF[kind];
  return (field: ConsentField) =>
    candidate.consents.some((one) => one.field === field && one.surface === surface && one.untilDay === null);
}

/**
 * Why a person gets none of a kind; undefined for whoever does. A nameplate is for a place of work that the person agrees
 * to have named there, a door label for a home in the country whose owner wants one.
 * @param isAtWork whether the wall hangs at a place of work, and so tells that they work there
 */
export function whyNotPrinted(
  kind: PrintKind,
  candidate: Candidate,
  { isAtWork = false }: { readonly isAtWork?: boolean } = {},
): WhyNotPrinted | undefined {
  const agrees = agreesTo(candidate, kind);
  if (!candidate.isNameDrawable) return 'glyphs';
  if (kind === 'nameplate') {
    // Many towns write both in one column, 工作单位及职务, which is kept as the post.
    if (candidate.workplace === null && candidate.post === null) return 'no-workplace';
    return agrees('workplace') ? undefined : 'no-consent';
  }
  if (kind === 'door') {
    if (isSubdistrict(candidate.region)) return 'urban';
    return agrees('door') ? undefined : 'no-consent';
  }
  if (kind === 'wall' && isAtWork && !agrees('workplace')) return 'no-consent';
  return kind === 'notice' && candidate.promises.length === 0 ? 'no-promise' : undefined;
}

/** A wall sheet has room for so many promises of each; all of them stand behind the code. */
export const PROMISES_ON_WALL = 5;

export interface Setting {
  readonly origin: string;
  readonly year: number;
  /** Of a wall: the station's or the town's name. */
  readonly place: string | null;
}

/**
 * What is shown of a person: what the law announces, and of all else what the person agrees to have on this surface.
 * @param posts of a wall all posts of one person, else one
 */
export function contentOf(kind: PrintKind, posts: readonly [Candidate, ...Candidate[]], setting: Setting): Content {
  const [first] = posts;
  const agrees = agreesTo(first, kind);
  const isDirect = first.level === 'county' || first.level === 'township';
  const known = posts.find(({ workplace, post }) => workplace !== null || post !== null) ?? first;
  const work = [known.workplace, known.post].filter(Boolean).join(' ');
  const hasPromises = kind === 'wall' || kind === 'notice';
  const promises = hasPromises ? posts.flatMap((post) => post.promises) : [];
  return {
    name: first.name,
    titles: [...new Set(posts.map(({ title }) => title))],
    place: kind === 'wall' ? setting.place : kind === 'notice' ? first.station : null,
    work: kind !== 'door' && work !== '' && agrees('workplace') ? work : null,
    electoralDistrict: kind !== 'wall' && isDirect ? first.electoralDistrict : null,
    electoralUnit: kind === 'wall' || isDirect ? null : first.electoralDistrict,
    phone: agrees('phone') ? first.phone : null,
    photo: kind !== 'door' && agrees('photo') ? (first.photo?.key ?? null) : null,
    receptions: kind === 'wall' ? [] : first.receptions,
    year: hasPromises ? setting.year : null,
    promises: kind === 'wall' ? promises.slice(0, PROMISES_ON_WALL) : promises,
    address: `${setting.origin}/deputies/${first.personId}`,
  };
}

/** The same text for the same value, whatever the order in which it was put together. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, own]) => `${JSON.stringify(key)}:${canonicalJson(own)}`).join(',')}}`;
}

export type FieldHashes = Readonly<Record<string, string>>;

/** What is not true any more of something that hangs. `gone`: it should not hang at all. */
export type Change = ContentField | 'gone';

/** @param now what would be printed; undefined when nothing would */
export function changesBetween(hanging: FieldHashes, now: FieldHashes | undefined): Change[] {
  if (now === undefined) return ['gone'];
  return Object.keys(now).filter((field) => hanging[field] !== now[field]) as ContentField[];
}
