import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Phone } from '../accounts/domain/identifier.ts';
import { FIELD_NAMES } from '../values/field-names.ts';
import { RULES_ZH, sentenceOf } from './input-problem.ts';

const SOURCE = join(import.meta.dirname, '../..');

const says = (schema: z.ZodType, value: unknown) =>
  sentenceOf(schema.safeParse(value, { reportInput: true }).error?.issues[0]);

describe('what is said of a wrong input', () => {
  const schema = z.object({
    phone: Phone.optional(),
    reason: z.string().min(4).max(6).optional(),
    items: z.array(z.object({ how: z.string().min(1) })).optional(),
    level: z.enum(['county', 'township']).optional(),
    days: z.coerce.number().min(7).max(30).optional(),
    commitmentId: z.uuid().optional(),
  });
  test.for([
    [{ phone: '12' }, '“手机号码”应为 11 位手机号码。', '“Mobile phone” must be a mobile phone of eleven digits.'],
    [{ reason: '短' }, '“理由”至少 4 个字。', '“Reason” must have at least 4 characters.'],
    [{ reason: '太长太长太长了' }, '“理由”最多 6 个字。', '“Reason” must have at most 6 characters.'],
    [{ items: [{ how: '' }] }, '“怎样核实的”不能为空。', '“How it was checked” must not be empty.'],
    [{ level: 'x' }, '“层级”不在可选的范围内，请重新选择。', '“Level” is not one of the choices.'],
    [{ days: '3' }, '“天数”不能小于 7。', '“Days” must be at least 7.'],
    [{ days: '99' }, '“天数”不能大于 30。', '“Days” must be at most 30.'],
    [{ days: 'x' }, '“天数”应为数字。', '“Days” must be a number.'],
    [{ commitmentId: 'x' }, '页面内容已过期或不完整，请刷新页面后再试。', /^The page is out of date/],
    [7, '页面内容已过期或不完整，请刷新页面后再试。', /^The page is out of date/],
  ] as const)('%j', ([value, zh, en]) => {
    const said = says(schema, value);
    expect(said.zh).toBe(zh);
    expect(said.en).toMatch(en);
  });

  test('of something missing is that it is needed', () => {
    const said = says(z.object({ name: z.string() }), {});
    expect(said).toEqual({ zh: '“姓名”需要填写。', en: '“Name” is needed.' });
  });

  test('has the schemas’ own rules in Chinese, each one', () => {
    const files = globSync('{kernel,modules}/**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts'));
    const rules = files.flatMap((file) =>
      [...readFileSync(join(SOURCE, file), 'utf8').matchAll(/message: '(must [^']+)'/g)].map(([, rule]) => rule ?? ''),
    );
    expect(rules.length).toBeGreaterThan(5);
    expect(rules.filter((rule) => !Object.hasOwn(RULES_ZH, rule))).toEqual([]);
    expect(Object.keys(RULES_ZH).filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  test('is Chinese on Chinese pages, whatever the field', () => {
    for (const { zh, en } of Object.values(FIELD_NAMES)) {
      expect(zh).toMatch(/^[\p{Script=Han}（）]+$/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
    for (const rule of Object.values(RULES_ZH)) expect(rule).not.toMatch(/[a-z]{2}/i);
  });
});
