import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import {
  BALLAST_BYTES,
  LOW_DISK_BYTES,
  type AskSpace,
  freeBallastIfLow,
  freeSpace,
  isDiskLow,
  makeBallast,
} from './disk.ts';

const test = base.extend<{ folder: string }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the names of the fixtures from here
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'jiannuo-disk-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

const withFree =
  (bytes: number): AskSpace =>
  () =>
    Promise.resolve({ bavail: bytes / 512, bsize: 512 });

const PLENTY = withFree(LOW_DISK_BYTES * 4);
const LITTLE = withFree(LOW_DISK_BYTES - 512);

describe('free space', () => {
  test('is counted in bytes', async ({ folder }) => {
    expect(await freeSpace(folder, withFree(1024))).toBe(1024);
    expect(await freeSpace(folder)).toBeGreaterThan(0);
  });

  test('is low below 512 MB, not at them', async ({ folder }) => {
    expect(await isDiskLow(folder, withFree(LOW_DISK_BYTES))).toBe(false);
    expect(await isDiskLow(folder, LITTLE)).toBe(true);
  });
});

describe('the ballast', () => {
  test('takes its room for true, and once', async ({ folder }) => {
    await makeBallast(folder, PLENTY);
    const made = statSync(join(folder, 'ballast'));
    expect(made.blocks * 512).toBeGreaterThanOrEqual(BALLAST_BYTES);
    await makeBallast(folder, PLENTY);
    expect(statSync(join(folder, 'ballast')).ino).toBe(made.ino);
    expect(readdirSync(folder)).toEqual(['ballast']);
  });

  test('is not made when it would make the disk low', async ({ folder }) => {
    await makeBallast(folder, withFree(LOW_DISK_BYTES + BALLAST_BYTES));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is made anew when a crash has left half of it', async ({ folder }) => {
    writeFileSync(join(folder, 'ballast'), 'half');
    await makeBallast(folder, PLENTY);
    expect(statSync(join(folder, 'ballast')).size).toBe(BALLAST_BYTES);
  });

  test('goes overboard only when the disk is low', async ({ folder }) => {
    writeFileSync(join(folder, 'ballast'), 'x');
    expect(await freeBallastIfLow(folder, PLENTY)).toBe(false);
    expect(await freeBallastIfLow(folder, LITTLE)).toBe(true);
    expect(await freeBallastIfLow(folder, LITTLE)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that cannot be written is no failure', async ({ folder }) => {
    await makeBallast(join(folder, 'absent'), PLENTY);
    expect(readdirSync(folder)).toEqual([]);
  });
});
