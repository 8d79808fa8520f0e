import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import { CommitmentState, SHIPPED_RULE, UNDO_MINUTES } from '../../contract.ts';
import { isStalled } from '../life/reminders.ts';
import { deadlinesAt } from './deadlines.ts';
import { type DoneBulk, standsAlone, undoUntil, whyNotUndone } from './may-be-undone.ts';
import { type Claimed, isVerifier, sortClaims } from './sort-claims.ts';

const NOW = '2020-10-28T01:00:00.000000Z';
const SHIQIAO = RegionCode.parse('500199101000');
const DISTRICT = RegionCode.parse('500199000000');

describe('what is late', () => {
  it('is told by days in Shanghai', () => {
    expect(deadlinesAt(NOW, { stalledDays: 60, dueSoonDays: 14 })).toEqual({
      today: '2020-10-28',
      dueSoonUntil: '2020-11-11',
      stalledBefore: '2020-08-29T16:00:00.000000Z',
    });
    expect(deadlinesAt('2020-10-28T16:00:00.000000Z', SHIPPED_RULE).today).toBe('2020-10-29');
  });

  it('stalls on the day on which reminders say so', () => {
    const instant = fc
      .integer({ min: 0, max: 200 * 24 * 60 })
      .map((minutes) => Temporal.Instant.from(NOW).subtract({ minutes }).toString({ fractionalSecondDigits: 6 }));
    fc.assert(
      fc.property(instant, (publishedAt) => {
        const state = 'published' as const;
        const watched = { ...SHIPPED_RULE, id: '1', state, dueDay: null, publishedAt, lastEntryAt: null };
        expect(publishedAt < deadlinesAt(NOW, SHIPPED_RULE).stalledBefore).toBe(isStalled(watched, NOW));
      }),
    );
  });
});

const claim: Claimed = {
  id: 'claim',
  region: SHIQIAO,
  level: 'township',
  personId: 'promiser',
  station: '石桥村代表联络站',
  group: '第一小组',
  claimedBy: 'deputy-account',
  claimedPerson: 'promiser',
  isLeading: false,
  isDelegated: true,
};
const officer = { id: 'officer', role: 'town-officer', region: SHIQIAO, personId: 'somebody' } as const;

describe('who may verify a claim', () => {
  it('is another person than who promised, keyed it in, or leads the office', () => {
    const claims: Claimed[] = [
      { ...claim, id: 'mine' },
      { ...claim, id: 'own', personId: 'somebody' },
      { ...claim, id: 'keyed', claimedBy: 'officer', claimedPerson: 'somebody' },
      { ...claim, id: 'leader', isLeading: true },
    ];
    const { mine, barred } = sortClaims(officer, claims);
    expect(mine).toEqual(['mine']);
    expect([...barred.keys()]).toEqual(['own', 'keyed', 'leader']);
    expect(barred.get('leader')?.zh).toContain('领导干部');
  });

  it('leaves to other offices what is theirs', () => {
    const above = { ...claim, level: 'county' as const, isDelegated: false };
    expect(sortClaims(officer, [above])).toEqual({ mine: [], barred: new Map() });
    const district = { ...officer, role: 'district-officer', region: DISTRICT } as const;
    expect(sortClaims(district, [above, claim, { ...claim, id: 'leader', isLeading: true }]).mine).toEqual([
      'claim',
      'leader',
    ]);
  });

  it('tells verifiers from readers', () => {
    expect(isVerifier(officer)).toBe(true);
    expect(isVerifier({ ...officer, role: 'auditor' })).toBe(false);
    expect(isVerifier({ ...officer, role: 'group-leader' })).toBe(false);
  });
});

describe('what was published in bulk', () => {
  const bulk: DoneBulk = { action: 'publish', byAccount: 'officer', doneAt: NOW, undoneAt: null };
  const after = (minutes: number, seconds = 0) =>
    Temporal.Instant.from(NOW).add({ minutes, seconds }).toString({ fractionalSecondDigits: 6 });

  it('can be taken back for some minutes, once, by whoever did it', () => {
    expect(undoUntil(bulk)).toBe(after(UNDO_MINUTES));
    expect(whyNotUndone(bulk, 'officer', after(UNDO_MINUTES))).toBeUndefined();
    expect(whyNotUndone(bulk, 'officer', after(UNDO_MINUTES, 1))?.code).toBe('bulk.undo-over');
    expect(whyNotUndone(bulk, 'another', NOW)?.code).toBe('bulk.not-undoable');
    expect(whyNotUndone({ ...bulk, undoneAt: NOW }, 'officer', NOW)?.code).toBe('bulk.not-undoable');
  });

  it.each(['return', 'verify', 'remind'] as const)('%s cannot be taken back', (action) => {
    expect(undoUntil({ ...bulk, action })).toBeUndefined();
    expect(whyNotUndone({ ...bulk, action }, 'officer', NOW)?.code).toBe('bulk.not-undoable');
  });

  it('stays when anything stands on it', () => {
    const now = { state: 'published' as const, revision: 3, lastEntryAt: null, rounds: 0 };
    expect(standsAlone(now, 3)).toBe(true);
    expect(standsAlone({ ...now, revision: 4 }, 3)).toBe(false);
    expect(standsAlone({ ...now, lastEntryAt: NOW }, 3)).toBe(false);
    expect(standsAlone({ ...now, rounds: 1 }, 3)).toBe(false);
    for (const state of CommitmentState.options.filter((one) => one !== 'published')) {
      expect(standsAlone({ ...now, state }, 3)).toBe(false);
    }
  });
});
