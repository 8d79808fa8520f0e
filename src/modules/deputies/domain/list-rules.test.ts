import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOverdue } from './is-overdue.ts';
import { maskPhone } from './mask-phone.ts';
import { townLabel } from './town-label.ts';
import { whichVerifierIsShown } from './which-verifier-is-shown.ts';

describe('overdue', () => {
  const at = '2020-10-28T01:00:00.000000Z';

  it('is what is past its day and not verified', () => {
    expect(isOverdue({ dueDay: '2020-10-27', state: 'published' }, at)).toBe(true);
    expect(isOverdue({ dueDay: '2020-10-27', state: 'claimed' }, at)).toBe(true);
    expect(isOverdue({ dueDay: '2020-10-28', state: 'published' }, at)).toBe(false);
    expect(isOverdue({ dueDay: null, state: 'published' }, at)).toBe(false);
  });

  it('is nothing that was verified or withdrawn', () => {
    expect(isOverdue({ dueDay: '2020-01-01', state: 'fulfilled' }, at)).toBe(false);
    expect(isOverdue({ dueDay: '2020-01-01', state: 'withdrawn' }, at)).toBe(false);
  });

  it('begins at midnight in Shanghai', () => {
    expect(isOverdue({ dueDay: '2020-10-27', state: 'published' }, '2020-10-27T15:59:59.999999Z')).toBe(false);
    expect(isOverdue({ dueDay: '2020-10-27', state: 'published' }, '2020-10-27T16:00:00.000000Z')).toBe(true);
  });
});

describe('a masked phone', () => {
  it.each([
    ['13812341234', '138****1234'],
    ['138 1234 1234', '138****1234'],
    ['45678901', '45****01'],
    ['110', '****'],
    ['', '****'],
  ])('%s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown);
  });

  it('hides at least three digits of a number that is one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7,15}$/), (phone) => {
        expect(maskPhone(phone).replace(/\D/g, '').length).toBeLessThanOrEqual(phone.length - 3);
      }),
    );
  });
});

describe('the verifier that is shown', () => {
  it.each([
    ['石桥镇人大办', '石桥镇人大办'],
    ['石坝村村委会', '石坝村村委会'],
    ['区水利局', '区水利局'],
    ['镇人大主席团', '镇人大主席团'],
    ['安阜街道人大工委', '安阜街道人大工委'],
    ['石桥镇便民服务中心 王建国', '石桥镇便民服务中心'],
    ['石桥镇人大办(李明)', '石桥镇人大办'],
    ['石桥镇人大办、石坝村村委会', '石桥镇人大办、石坝村村委会'],
    ['王建国', null],
    ['李科', null],
    ['王登科', null],
    ['张局', null],
    ['石桥镇人大办王主任', null],
    ['', null],
    [null, null],
  ])('of %s is %s', (name, shown) => {
    expect(whichVerifierIsShown(name)).toBe(shown);
  });
});

describe("a town's name", () => {
  it.each([
    ['石桥镇', 'Shiqiao Town'],
    ['昌平街道', 'Changping Subdistrict'],
    ['云川区', 'Yunchuan District'],
  ])('%s is %s in English', (zh, en) => {
    expect(townLabel(zh)).toEqual({ zh, en });
  });
});
