import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONSENT_FIELDS,
  type Consent,
  type ConsentSource,
  SURFACES,
  SURFACES_OF,
  type Wish,
  decideConsent,
  holdsOn,
  isPhoneForVisitors,
  mayRosterGive,
} from './consents.ts';

const at = { personId: 'p', today: '2020-10-28' };
const wish = (given: Partial<Wish> = {}): Wish => ({
  ...{ field: 'phone', surface: 'web', isGiven: true, day: at.today, source: 'paper', note: null },
  ...given,
});
const held: Consent = {
  ...{ personId: 'p', field: 'phone', surface: 'web', fromDay: '2020-01-01', untilDay: null, source: 'roster' },
};

describe('a consent', () => {
  test('holds from its day until the day of its withdrawal', () => {
    const consent = { fromDay: '2020-03-01', untilDay: '2020-05-01' };
    expect(['2020-02-29', '2020-03-01', '2020-04-30', '2020-05-01'].map((day) => holdsOn(consent, day))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(holdsOn({ fromDay: '2020-03-01', untilDay: null }, '2030-01-01')).toBe(true);
  });

  test('is given once', () => {
    expect(decideConsent([], wish(), at)).toMatchObject({ fromDay: at.today, untilDay: null, source: 'paper' });
    expect(decideConsent([held], wish(), at)).toBeUndefined();
  });

  test('is withdrawn from the day on the paper', () => {
    const withdrawn = decideConsent([held], wish({ isGiven: false, day: '2020-10-01' }), at);
    expect(withdrawn).toMatchObject({ fromDay: '2020-01-01', untilDay: '2020-10-01', withdrawnSource: 'paper' });
    expect(decideConsent([], wish({ isGiven: false }), at)).toBeUndefined();
  });

  test('given and withdrawn on one day does not hold on it', () => {
    const given = decideConsent([], wish(), at);
    if (given === undefined) throw new Error('not given');
    const gone = decideConsent([given], wish({ isGiven: false }), at);
    expect(gone && holdsOn(gone, at.today)).toBe(false);
  });

  test.each([
    [wish({ field: 'door', surface: 'web' }), 'consent.no-such-surface'],
    [wish({ day: '2020-10-29' }), 'consent.day-in-future'],
    [wish({ isGiven: false, day: '2019-12-31' }), 'consent.day-before-consent'],
  ])('cannot be what it cannot be (%#)', (wrong, code) => {
    expect(() => decideConsent([held], wrong, at)).toThrow(expect.objectContaining({ code }) as Error);
  });

  test('whatever is asked for, in whatever order, the last wish holds for its field and surface alone', () => {
    const wishes = fc.record({
      ...{ field: fc.constantFrom(...CONSENT_FIELDS), surface: fc.constantFrom(...SURFACES) },
      isGiven: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(wishes, { maxLength: 20 }), (asked) => {
        let known: Consent[] = [];
        const last = new Map<string, boolean>();
        for (const one of asked.filter(({ field, surface }) => SURFACES_OF[field].includes(surface))) {
          const saved = decideConsent(known, wish(one), at);
          const key = (consent: Consent) => `${consent.field} ${consent.surface} ${consent.fromDay}`;
          if (saved !== undefined) known = [...known.filter((other) => key(other) !== key(saved)), saved];
          last.set(`${one.field} ${one.surface}`, one.isGiven);
        }
        for (const field of CONSENT_FIELDS) {
          for (const surface of SURFACES) {
            const holds = known.some(
              (consent) => consent.field === field && consent.surface === surface && holdsOn(consent, at.today),
            );
            expect(holds).toBe(last.get(`${field} ${surface}`) ?? false);
          }
        }
      }),
    );
  });
});

describe("a roster's column", () => {
  const ended = (withdrawnSource: ConsentSource): Consent => ({
    ...held,
    untilDay: '2020-05-01',
    withdrawnSource,
  });

  test('gives what nobody withdrew, and takes nothing back that a person asked for', () => {
    expect(mayRosterGive([], 'phone', 'web')).toBe(true);
    expect(mayRosterGive([held], 'phone', 'web')).toBe(false);
    expect(mayRosterGive([ended('roster')], 'phone', 'web')).toBe(true);
    expect(mayRosterGive([ended('own-account')], 'phone', 'web')).toBe(false);
    expect(mayRosterGive([ended('paper')], 'phone', 'web')).toBe(false);
    expect(mayRosterGive([ended('paper')], 'workplace', 'web')).toBe(true);
  });
});

test('a number is shown to whoever asks only when it hangs on the wall or may stand on the web', () => {
  expect(isPhoneForVisitors(['wall'])).toBe(true);
  expect(isPhoneForVisitors(['web', 'print'])).toBe(true);
  expect(isPhoneForVisitors(['print', 'nameplate', 'door'])).toBe(false);
  expect(isPhoneForVisitors([])).toBe(false);
});
