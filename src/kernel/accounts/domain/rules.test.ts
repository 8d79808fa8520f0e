import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_BYTES, codeFrom, readCode, readRecoveryCode } from './codes.ts';
import { readIdentifier } from './identifier.ts';
import { ACCOUNT_RULE, ADDRESS_RULE, failAgain } from './lockout.ts';
import { type PasswordContext, faultOf, normalisePassword } from './password.ts';

const START = Temporal.Instant.from('2020-10-28T01:00:00Z');

describe('codes', () => {
  const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });

  test('are sixteen signs in groups, and are read as they were printed', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = codeFrom(random);
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(readCode(code)).toBe(code);
      }),
    );
  });

  test('differ when their bytes do', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, other) => {
        expect(codeFrom(one) === codeFrom(other)).toBe(Buffer.from(one).equals(Buffer.from(other)));
      }),
    );
  });

  test('forgive how they are typed', () => {
    expect(readCode(' 7qk2 oil0–abcd_EFGH ')).toBe('7QK2-0110-ABCD-EFGH');
    expect(readCode('７ＱＫ２－ABCD-EFGH-0000')).toBe('7QK2-ABCD-EFGH-0000');
    expect(readRecoveryCode('abcd efgh 0O1l')).toBe('ABCD-EFGH-0011');
  });

  test.each(['', '7QK2', '7QK2-ABCD-EFGH-000', '7QK2-ABCD-EFGH-00000', '7QK2-ABCD-EFGH-000U', '!'.repeat(16)])(
    '%j is none',
    (typed) => expect(readCode(typed)).toBeUndefined(),
  );
});

describe('the wait after failures', () => {
  function waits(count: number): (number | undefined)[] {
    let now = START;
    let before: { failures: number; failedAt: Temporal.Instant } | undefined;
    return Array.from({ length: count }, () => {
      const { failures, lockedUntil } = failAgain(ACCOUNT_RULE, before, now);
      const wait = lockedUntil && now.until(lockedUntil).total('minutes');
      before = { failures, failedAt: now };
      now = lockedUntil ?? now;
      return wait;
    });
  }

  test('begins with the fifth, doubles, and stays within a day', () => {
    expect(waits(9)).toEqual([undefined, undefined, undefined, undefined, 1, 2, 4, 8, 16]);
    expect(Math.max(...waits(40).map((wait) => wait ?? 0))).toBe(24 * 60);
  });

  test('makes a hundred tries take longer than two months', () => {
    const minutes = waits(100).reduce<number>((sum, wait) => sum + (wait ?? 0), 0);
    expect(minutes).toBeGreaterThan(60 * 24 * 60);
  });

  test('of an address is forgotten after a quiet day, of an account never', () => {
    const before = { failures: 50, failedAt: START };
    const later = START.add({ hours: 25 });
    expect(failAgain(ADDRESS_RULE, before, later).failures).toBe(1);
    expect(failAgain(ADDRESS_RULE, before, START.add({ hours: 23 })).failures).toBe(51);
    expect(failAgain(ACCOUNT_RULE, before, later).failures).toBe(51);
  });
});

describe('passwords', () => {
  const COMMON = new Set(['password', 'correcthorsebatterystaple', 'passw0rd', 'iloveyou']);
  const context: PasswordContext = {
    hasSecondFactor: false,
    words: ['jiannuo', '践诺', 'zhang.wei', '13812345678'],
    isCommon: (text) => COMMON.has(text),
  };
  const beside = { ...context, hasSecondFactor: true };

  test.each([
    ['short words', 'too-short'],
    ['a'.repeat(129), 'too-long'],
    ['CorrectHorseBatteryStaple', 'common'],
    ['passwordpassword', 'common'],
    ['abababababababab', 'repetitive'],
    ['zhang.wei13812345678', 'obvious'],
    ['jiannuo-jiannuo-2020!', 'obvious'],
    ['1234567890123456', 'obvious'],
    ['qwertyuiopasdfghjkl', 'obvious'],
    ['jiannuo_password_1', 'obvious'],
  ] as const)('%j is %s', (password, fault) => expect(faultOf(password, context)).toBe(fault));

  test.each([
    'lanterns over the quiet river',
    '石桥镇的路灯都亮了我很高兴谢谢大家',
    'aaaa bbbb cccc dddd e',
    ' '.repeat(3) + 'spaces count too',
  ])('%j is good, whatever signs are in it', (password) => expect(faultOf(password, context)).toBeUndefined());

  test('may be shorter beside a second factor', () => {
    expect(faultOf('harbour!', beside)).toBeUndefined();
    expect(faultOf('harbour', beside)).toBe('too-short');
    expect(faultOf('passw0rd', beside)).toBe('common');
  });

  test('count by characters, and are one however a keyboard writes them', () => {
    expect(faultOf('𠮷野家的牛肉饭真的很好吃呀', context)).toBe('too-short');
    expect(normalisePassword('ｐａｓｓ')).toBe('pass');
    expect(normalisePassword('e\u0301')).toBe(normalisePassword('é'));
  });

  test('of 64 characters and more are taken whatever they hold', () => {
    const long = fc.string({ unit: 'grapheme-ascii', minLength: 64, maxLength: 128 });
    fc.assert(
      fc.property(long, (password) => {
        expect(['too-long', 'too-short']).not.toContain(faultOf(password, context));
      }),
    );
  });
});

describe('what somebody signs in by', () => {
  test.each([
    ['13812345678', { phone: '13812345678' }],
    ['+86 138-1234-5678', { phone: '13812345678' }],
    ['１３８１２３４５６７８', { phone: '13812345678' }],
    [' Zhang.Wei ', { userName: 'zhang.wei' }],
    ['1381234567', undefined],
    ['张伟', undefined],
    ['a@b.example', undefined],
    ['', undefined],
  ])('%j is %j', (typed, read) => expect(readIdentifier(typed)).toEqual(read));
});
