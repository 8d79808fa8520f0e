import { describe, expect, test } from 'vitest';
import { typed } from './typed.ts';

describe('what somebody typed', () => {
  test.each(['王建国', '𠮷田', "O'Neil", 'a\u200bb'])('%j is kept as it is', (text) => {
    expect(typed({ max: 40 }).parse(` ${text} `)).toBe(text);
  });

  test.each(['a\0b', '\u0007', 'a\nb', 'a\tb', 'a\u001b[2J', 'a\u007fb'])('%j is refused in a line', (text) => {
    expect(typed({ max: 40 }).safeParse(`x${text}x`).success).toBe(false);
  });

  test('may have lines where a reason is written, and still no NUL', () => {
    const reason = typed({ max: 40, hasLines: true });
    expect(reason.parse('一\r\n二\t三')).toBe('一\r\n二\t三');
    expect(reason.safeParse('一\0二').success).toBe(false);
  });

  test('has as many characters as are allowed', () => {
    expect(typed({ max: 2 }).safeParse('三个字').success).toBe(false);
    expect(typed({ max: 2 }).safeParse('  ').success).toBe(false);
    expect(typed({ min: 0, max: 2 }).parse('  ')).toBe('');
  });
});
