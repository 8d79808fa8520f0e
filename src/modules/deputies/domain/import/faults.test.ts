import { describe, expect, test } from 'vitest';
import { FAULT_CODES, faultMessage } from './faults.ts';

describe('what is said of a fault', () => {
  test.each(FAULT_CODES)('%s is whole sentences in both languages', (code) => {
    const { zh, en } = faultMessage({ code, value: '甲', hint: '乙' });
    expect(zh).toMatch(/^\S.*\p{Script=Han}.*。$/u);
    expect(en).toMatch(/^\S.*[a-z].*[.]$/);
    expect(en).not.toMatch(/undefined|\$\{/);
  });

  test('a hint that is not known leaves no gap', () => {
    expect(faultMessage({ code: 'town-unknown', value: '甲镇' }).zh).toBe('行政区划中没有“甲镇”？请核对镇街名称。');
    expect(faultMessage({ code: 'deputy-unknown', value: '甲' }).en).not.toContain('()');
  });
});
