import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { end, jiannuo, startServer } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiannuo-first-admin-'));
chmodSync(folder, 0o755);
const settings = { JIANNUO_DATA: join(folder, 'data'), JIANNUO_MODE: 'production' };

const CODE = /one-time code: (\S+)/;
const FIRST = '唯江上之清风 与山间之明月';
const SECOND = '耳得之而为声 目遇之而成色';

/** Sends one of the forms at the door. @returns where it leads, or what it says */
async function post(address: string, path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams(fields);
  const answer = await fetch(`${address}${path}`, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: { origin: address, accept: 'text/html' },
  });
  return answer.headers.get('location') ?? `${answer.status} on ${path}`;
}

test(
  'an empty store of one’s own makes one admin by a code in the console, whom the console can let in again',
  { timeout: 180_000 },
  async () => {
    writeFileSync(join(folder, 'regions.csv'), 'code,name\r\n500199000000,云川区\r\n500199101000,石桥镇');
    expect(await jiannuo(settings, 'regions', 'import', join(folder, 'regions.csv'))).toMatchObject({ code: 0 });
    expect(await jiannuo(settings, 'account', 'reset', 'keeper')).toMatchObject({ code: 2 });

    let server = await startServer(settings);
    const code = CODE.exec(server.told)?.[1] ?? '';
    expect(code).not.toBe('');
    const door = await (await fetch(`${server.address}/sign-in`)).text();
    expect(door).not.toMatch(/name="userName"|演示/);
    const asked = { name: '管理员', userName: 'keeper', phone: '', password: FIRST };
    expect(await post(server.address, '/invitation', { ...asked, code: 'AAAA-BBBB-CCCC-DDDD' })).toMatch(/^400 /);
    expect(await post(server.address, '/invitation', { ...asked, code })).toContain('/sign-in');
    // The code is good for one admin only.
    expect(await post(server.address, '/invitation', { ...asked, userName: 'other', code })).toMatch(/^400 /);
    await end(server, 'SIGTERM');

    server = await startServer(settings);
    expect(server.told).not.toMatch(CODE);
    const reset = await jiannuo(settings, 'account', 'reset', 'keeper', '--second-factor');
    expect(reset).toMatchObject({ code: 0 });
    const again = /one-time code: (\S+)/.exec(reset.stdout)?.[1] ?? '';
    expect(await post(server.address, '/reset', { code: again, password: SECOND })).toContain('/sign-in');
    const old = await post(server.address, '/sign-in?/password', { identifier: 'keeper', password: FIRST });
    expect(old).toMatch(/^4\d\d /);
    const now = await post(server.address, '/sign-in?/password', { identifier: 'keeper', password: SECOND });
    expect(now).toBe('/office');
    await end(server, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  },
);
