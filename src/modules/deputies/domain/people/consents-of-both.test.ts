import { describe, expect, test } from 'vitest';
import type { Consent } from '#kernel/contract.ts';
import { consentsOfBoth } from './consents-of-both.ts';

const both = { keptId: 'kept', goneId: 'gone', today: '2020-10-28' };
const consent = (personId: string, given: Partial<Consent> = {}): Consent => ({
  ...{ personId, field: 'phone', surface: 'web', fromDay: '2020-01-01', untilDay: null, source: 'roster' },
  ...given,
});
const refused = { untilDay: '2020-05-01', withdrawnSource: 'own-account' } as const;

describe('the consents of two records of one person', () => {
  test('go on when only one of them speaks', () => {
    expect(consentsOfBoth([consent('gone')], both)).toEqual([consent('kept')]);
    expect(consentsOfBoth([consent('kept')], both)).toEqual([]);
    expect(consentsOfBoth([consent('kept'), consent('gone')], both)).toEqual([]);
  });

  test('in doubt do not hold', () => {
    const [taken, ...more] = consentsOfBoth([consent('kept'), consent('gone', refused)], both);
    expect(taken).toMatchObject({ personId: 'kept', untilDay: both.today });
    expect(more).toEqual([]);
    expect(consentsOfBoth([consent('kept', refused), consent('gone')], both)).toEqual([]);
  });

  test('are told apart by field and surface, and a roster that fell silent refuses nothing', () => {
    const wall = consent('gone', { surface: 'wall', ...refused });
    expect(consentsOfBoth([consent('kept'), wall], both)).toEqual([]);
    const silent = consent('gone', { untilDay: '2020-05-01', withdrawnSource: 'roster' });
    expect(consentsOfBoth([consent('kept'), silent], both)).toEqual([]);
  });
});
