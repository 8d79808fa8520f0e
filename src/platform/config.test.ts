import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigFailure, readConfig } from './config.ts';

const JIANNUO_ROOT = '/opt/jiannuo';
const DATABASE_URL = 'postgres://jiannuo:secret@db.example:5432/jiannuo';

describe('settings', () => {
  test('have defaults that show the demonstration on this machine', () => {
    expect(readConfig({ JIANNUO_ROOT })).toEqual({
      root: '/opt/jiannuo',
      dataFolder: '/opt/jiannuo/data',
      port: 3000,
      host: '127.0.0.1',
      mode: 'demo',
      databaseUrl: undefined,
      secret: undefined,
      origin: undefined,
      trustedProxies: [],
      tls: undefined,
      oidc: undefined,
    });
    expect(readConfig({}).root).toBe(process.cwd());
  });

  test('with a database of your own are for production, unless told otherwise', () => {
    expect(readConfig({ DATABASE_URL })).toMatchObject({ databaseUrl: DATABASE_URL, mode: 'production' });
    expect(readConfig({ DATABASE_URL, JIANNUO_MODE: 'demo' }).mode).toBe('demo');
    expect(readConfig({ JIANNUO_MODE: 'production' }).mode).toBe('production');
  });

  test.each([
    ['PORT', '0', { port: 0 }],
    ['PORT', '65535', { port: 65_535 }],
    ['PORT', '', { port: 3000 }],
    ['HOST', '0.0.0.0', { host: '0.0.0.0' }],
    ['HOST', '::1', { host: '::1' }],
    ['HOST', 'district.example', { host: 'district.example' }],
    ['JIANNUO_DATA', '/srv/数据', { dataFolder: '/srv/数据' }],
    ['JIANNUO_DATA', 'data', { dataFolder: join(process.cwd(), 'data') }],
    ['DATABASE_URL', 'postgresql://db/x?host=/run/postgresql', { mode: 'production' }],
    ['JIANNUO_SECRET', 's'.repeat(32), { secret: 's'.repeat(32) }],
    ['JIANNUO_ORIGIN', 'https://pledges.example/', { origin: 'https://pledges.example' }],
    ['JIANNUO_ORIGIN', 'http://10.0.0.5:3000', { origin: 'http://10.0.0.5:3000' }],
    ['JIANNUO_TRUSTED_PROXY', '10.0.0.1, 10.1.0.0/16 ::1', { trustedProxies: ['10.0.0.1', '10.1.0.0/16', '::1'] }],
  ])('%s=%j is taken', (name, value, expected) => {
    expect(readConfig({ [name]: value })).toMatchObject(expected);
  });

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['PORT', ' 80'],
    ['PORT', '1e3'],
    ['PORT', 'http'],
    ['HOST', 'http://localhost'],
    ['HOST', 'a b'],
    ['JIANNUO_MODE', 'Demo'],
    ['JIANNUO_MODE', 'test'],
    ['JIANNUO_DATA', 'a\0b'],
    ['DATABASE_URL', 'mysql://db/x'],
    ['DATABASE_URL', 'db/x'],
    ['DATABASE_URL', 'postgres://db'],
    ['JIANNUO_ORIGIN', 'pledges.example'],
    ['JIANNUO_ORIGIN', 'https://pledges.example/path'],
    ['JIANNUO_TRUSTED_PROXY', 'proxy.example'],
    ['JIANNUO_TRUSTED_PROXY', '10.0.0.0/33'],
    ['JIANNUO_TRUSTED_PROXY', '10.0.0.0/8/8'],
  ])('%s=%j is refused by name, with what is allowed', (name, value) => {
    const attempt = () => readConfig({ [name]: value });
    expect(attempt).toThrow(ConfigFailure);
    expect(attempt).toThrow(`${name}=${JSON.stringify(value)} is not a valid setting: it has to be`);
  });

  test('never show a password or a secret', () => {
    expect(() => readConfig({ JIANNUO_SECRET: 'short' })).toThrow('JIANNUO_SECRET="…" is not a valid setting');
    const attempt = () => readConfig({ DATABASE_URL: 'mysql://jiannuo:secret@db/x' });
    expect(attempt).toThrow('mysql://jiannuo:…@db/x');
  });

  test('of a certificate or a sign-on are given together, or not at all', () => {
    const tls = { JIANNUO_TLS_CERT: '/etc/own.crt', JIANNUO_TLS_KEY: '/etc/own.key' };
    expect(readConfig(tls).tls).toEqual({ certificate: '/etc/own.crt', key: '/etc/own.key' });
    expect(() => readConfig({ JIANNUO_TLS_CERT: '/etc/own.crt' })).toThrow('JIANNUO_TLS_KEY');
    const oidc = {
      ...{ JIANNUO_OIDC_ISSUER: 'https://id.example', JIANNUO_OIDC_CLIENT_ID: 'jiannuo' },
      JIANNUO_OIDC_CLIENT_SECRET: 'hidden',
    };
    expect(() => readConfig(oidc)).toThrow('JIANNUO_ORIGIN');
    const set = { ...oidc, JIANNUO_ORIGIN: 'https://pledges.example' };
    expect(readConfig(set).oidc).toMatchObject({ issuer: 'https://id.example', claim: 'phone_number' });
    expect(() => readConfig({ ...set, JIANNUO_OIDC_ISSUER: 'id.example' })).toThrow('JIANNUO_OIDC_ISSUER');
    expect(() => readConfig({ ...set, JIANNUO_OIDC_CLIENT_SECRET: '' })).toThrow('JIANNUO_OIDC_CLIENT_SECRET');
  });

  test('give one line in both languages or a configuration, whatever they are', () => {
    const name = fc.constantFrom('PORT', 'HOST', 'DATABASE_URL', 'JIANNUO_MODE', 'JIANNUO_DATA', 'JIANNUO_ORIGIN');
    fc.assert(
      fc.property(name, fc.string({ unit: 'binary' }), (key, value) => {
        try {
          const { port } = readConfig({ [key]: value });
          expect(port).toBeLessThanOrEqual(65_535);
        } catch (error) {
          const { zh, en } = (error as ConfigFailure).says;
          expect([zh, en].join('')).not.toContain('\n');
        }
      }),
    );
  });
});
