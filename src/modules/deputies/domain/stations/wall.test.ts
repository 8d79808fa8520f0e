import { describe, expect, test } from 'vitest';
import { isCrowded, isFew, sheetSize, shownOnScreen } from './wall.ts';

const KNOWN = { phone: '13800001234', workplace: '石桥小学', post: '教师', webPhoto: 'photo' };
const given = (field: 'phone' | 'photo' | 'workplace', surface: 'wall' | 'web', untilDay: string | null = null) => ({
  ...{ field, surface, untilDay },
});

describe('what a screen shows of a person', () => {
  test('is nothing without consent', () => {
    expect(shownOnScreen(KNOWN, [], 'wall')).toEqual({ phone: null, work: null, photo: null });
  });

  test('goes by the surface, and by consents that hold', () => {
    const consents = [given('phone', 'wall'), given('workplace', 'web'), given('photo', 'wall', '2020-10-01')];
    expect(shownOnScreen(KNOWN, consents, 'wall')).toEqual({ phone: '13800001234', work: null, photo: null });
    expect(shownOnScreen(KNOWN, consents, 'web')).toEqual({ phone: null, work: '石桥小学 教师', photo: null });
  });

  test('of a photo asks for the web as well', () => {
    const consents = [given('photo', 'wall')];
    expect(shownOnScreen(KNOWN, consents, 'wall').photo).toBe('photo');
    expect(shownOnScreen({ ...KNOWN, webPhoto: null }, consents, 'wall').photo).toBeNull();
  });

  test('of somebody without a place of work is no blank', () => {
    const known = { ...KNOWN, workplace: null, post: null };
    expect(shownOnScreen(known, [given('workplace', 'wall')], 'wall').work).toBeNull();
  });
});

test.each([
  [0, [6, false, true]],
  [3, [6, false, true]],
  [4, [6, false, false]],
  [60, [6, false, false]],
  [61, [12, true, false]],
  [500, [12, true, false]],
])('of %i deputies %j stand on a sheet', (deputies, shown) => {
  expect([sheetSize(deputies), isCrowded(deputies), isFew(deputies)]).toEqual(shown);
});
