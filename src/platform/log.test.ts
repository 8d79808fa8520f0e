import { describe, expect, test } from 'vitest';
import { openLog } from './log.ts';

function logged(write: (log: ReturnType<typeof openLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(openLog({ write: (line) => lines.push(line) }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>;
}

describe('the log', () => {
  test('is a JSON object a line, with the time in UTC', () => {
    const line = logged((log) => {
      log.info({ commitments: 3 }, 'imported\nall');
    });
    expect(line).toMatchObject({ level: 'info', commitments: 3, msg: 'imported\nall' });
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.+Z$/);
  });

  test('leaves out who it was', () => {
    const line = logged((log) => {
      log.warn({ phone: '13800000000', deputy: { name: '张三', id: 7 }, headers: { cookie: 'x' } }, 'seen');
    });
    expect(JSON.stringify(line)).not.toMatch(/138|张三|"x"/);
    expect(line).toMatchObject({ deputy: { id: 7 } });
  });

  test('tells an error by its code and place, without the values that came with it', () => {
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (phone)=(13800000000)' });
    const line = logged((log) => {
      log.error({ err: error }, 'failed');
    });
    expect(line.err).toMatchObject({ type: 'Error', code: '23505', message: 'duplicate key' });
    expect(JSON.stringify(line)).not.toContain('138');
  });
});
