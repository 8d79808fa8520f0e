import { Problem } from '../../values/problem.ts';

/** What may be shown of a person only with their consent. */
export const CONSENT_FIELDS = ['phone', 'photo', 'workplace', 'door'] as const;
export type ConsentField = (typeof CONSENT_FIELDS)[number];

/** Where it may be shown. */
export const SURFACES = ['wall', 'web', 'print', 'nameplate', 'door'] as const;
export type Surface = (typeof SURFACES)[number];

/** How the office knows of a consent, or of its withdrawal. */
export const CONSENT_SOURCES = ['paper', 'own-account', 'roster'] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** Which fields a surface has a place for. */
export const SURFACES_OF: Readonly<Record<ConsentField, readonly Surface[]>> = {
  phone: ['wall', 'web', 'print', 'nameplate', 'door'],
  photo: ['wall', 'web', 'print', 'nameplate'],
  workplace: ['wall', 'web', 'print', 'nameplate'],
  door: ['door'],
};

/** What hangs somewhere on paper, so that a withdrawal means printing anew or taking down; the web follows by itself. */
export const ON_PAPER: readonly Surface[] = ['wall', 'print', 'nameplate', 'door'];

export interface Consent {
  readonly personId: string;
  readonly field: ConsentField;
  readonly surface: Surface;
  readonly fromDay: string;
  /** The day of withdrawal; null while it holds. */
  readonly untilDay: string | null;
  /** How the office knows of it: `roster` for a column of a town's roster. */
  readonly source: ConsentSource;
  /** How the office knows of the withdrawal. */
  readonly withdrawnSource?: ConsentSource | null;
  /** Where the paper is kept, or the like. */
  readonly note?: string | null;
  readonly recordedBy?: string | null;
  readonly recordedAt?: string | null;
}

/** By what a consent of a person is told from others. */
export type ConsentKey = Pick<Consent, 'field' | 'surface' | 'fromDay'>;

/** A wish that is to be recorded: may a field be shown on a surface from a day on, or no longer? */
export interface Wish {
  readonly field: ConsentField;
  readonly surface: Surface;
  readonly isGiven: boolean;
  /** The day of the paper, or today. */
  readonly day: string;
  readonly source: ConsentSource;
  readonly note: string | null;
}

export const consentErrors = {
  noSuchSurface: (field: ConsentField, surface: Surface) =>
    new Problem('invalid', 'consent.no-such-surface', {
      says: {
        zh: '这一处不展示此项内容，不需要同意。请重新选择。',
        en: 'This is never shown there, so that no consent is needed: choose another place.',
      },
      facts: { field, surface },
    }),
  dayInFuture: (day: string) =>
    new Problem('invalid', 'consent.day-in-future', {
      says: {
        zh: `日期 ${day} 还没有到。请填写纸质材料上的日期，或者今天。`,
        en: `The day ${day} lies ahead: give the day on the paper, or today.`,
      },
      facts: { day },
    }),
  dayBeforeConsent: (day: string, fromDay: string) =>
    new Problem('invalid', 'consent.day-before-consent', {
      says: {
        zh: `撤回日期 ${day} 早于同意日期 ${fromDay}，请核对。`,
        en: `The withdrawal of ${day} lies before the consent of ${fromDay}: check the day.`,
      },
      facts: { day, fromDay },
    }),
};

/** Whether a consent holds on a day. On the day of withdrawal it does not hold any more. */
export function holdsOn(consent: Pick<Consent, 'fromDay' | 'untilDay'>, day: string): boolean {
  return consent.fromDay <= day && (consent.untilDay === null || day < consent.untilDay);
}

/**
 * What a wish comes to, given what is known of the person's consents.
 * @returns the consent to be saved, or undefined when nothing changes
 * @throws Problem `invalid` for a field that the surface does not show, or a day that cannot be
 */
export function decideConsent(
  known: readonly Consent[],
  wish: Wish,
  at: { readonly personId: string; readonly today: string },
): Consent | undefined {
  const { field, surface, day } = wish;
  if (!SURFACES_OF[field].includes(surface)) throw consentErrors.noSuchSurface(field, surface);
  if (day > at.today) throw consentErrors.dayInFuture(day);
  const own = known.filter((consent) => consent.field === field && consent.surface === surface);
  const holding = own.find((consent) => consent.untilDay === null);
  if (wish.isGiven) {
    if (holding !== undefined) return undefined;
    return {
      personId: at.personId,
      field,
      surface,
      fromDay: day,
      untilDay: null,
      source: wish.source,
      note: wish.note,
    };
  }
  if (holding === undefined) return undefined;
  if (day < holding.fromDay) throw consentErrors.dayBeforeConsent(day, holding.fromDay);
  return { ...holding, untilDay: day, withdrawnSource: wish.source, note: wish.note ?? holding.note ?? null };
}

/**
 * Whether a roster's 是 may give a consent: not when the person, or the office with a paper, has withdrawn it. An old
 * roster imported again would otherwise undo what the person asked for.
 */
export function mayRosterGive(known: readonly Consent[], field: ConsentField, surface: Surface): boolean {
  const own = known.filter((consent) => consent.field === field && consent.surface === surface);
  if (own.some((consent) => consent.untilDay === null)) return false;
  const latest = own.toSorted((a, b) => ((a.untilDay ?? '') < (b.untilDay ?? '') ? -1 : 1)).at(-1);
  return latest === undefined || (latest.withdrawnSource ?? 'roster') === 'roster';
}

/** Whether a visitor who asks for a number may be shown it: on the web, or because it hangs on the public wall. */
export function isPhoneForVisitors(surfaces: readonly Surface[]): boolean {
  return surfaces.includes('web') || surfaces.includes('wall');
}
