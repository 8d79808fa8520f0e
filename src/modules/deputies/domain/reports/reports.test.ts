import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audienceOf } from './audience.ts';
import { isDayOf, ratesOf, requireCounts } from './ballots.ts';

const count = fc.nat(2000);
const counts = fc.record({
  ...{ eligible: count, present: count, satisfied: count, basically: count, dissatisfied: count, abstained: count },
});

describe('an appraisal', () => {
  it('is taken when there are no more ballots than people, and no more people than voters', () => {
    fc.assert(
      fc.property(counts, (counted) => {
        const { eligible, present, satisfied, basically, dissatisfied, abstained } = counted;
        const sum = satisfied + basically + dissatisfied + abstained;
        const isRight = sum > 0 && sum <= present && present <= eligible;
        if (isRight) expect(() => requireCounts(counted)).not.toThrow();
        else expect(() => requireCounts(counted)).toThrow();
      }),
    );
  });

  it('has a turnout of those who may come, and rates of the ballots that were cast', () => {
    const counted = { eligible: 200, present: 150, satisfied: 100, basically: 30, dissatisfied: 8, abstained: 2 };
    expect(() => requireCounts(counted)).not.toThrow();
    expect(ratesOf(counted)).toEqual({ ballots: 140, turnout: '75.0', satisfiedRate: '71.4', contentRate: '92.9' });
  });

  it.each([
    [{ eligible: 10, present: 11 }, 'appraisal.more-present'],
    [{ eligible: 10, present: 3, satisfied: 2, abstained: 2 }, 'appraisal.more-ballots'],
    [{ eligible: 10, present: 3 }, 'appraisal.no-ballots'],
  ])('is refused with a sentence for %j', (given, code) => {
    const none = { satisfied: 0, basically: 0, dissatisfied: 0, abstained: 0 };
    expect(() => {
      requireCounts({ ...none, ...given });
    }).toThrow(expect.objectContaining({ code }));
  });

  it('is of the year or held in the next, and never ahead', () => {
    expect(isDayOf(2019, '2020-01-15', '2020-10-28')).toBe(true);
    expect(isDayOf(2020, '2020-10-28', '2020-10-28')).toBe(true);
    expect(isDayOf(2020, '2020-10-29', '2020-10-28')).toBe(false);
    expect(isDayOf(2020, '2019-12-31', '2020-10-28')).toBe(false);
    expect(isDayOf(2018, '2020-01-01', '2020-10-28')).toBe(false);
  });
});

describe('the audience of a report', () => {
  it.each([
    ['township', '石桥镇第三选区', '石桥镇第三选区选民'],
    ['county', '第12', '第12选区选民'],
    ['county', null, '选区选民'],
    ['provincial', '江川区', '原选举单位（江川区）'],
    ['national', null, '原选举单位'],
  ] as const)('of a %s deputy of %s is %s', (level, electoralDistrict, zh) => {
    expect(audienceOf({ level, electoralDistrict }).zh).toBe(zh);
  });
});
