import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inPieces } from '#tests/support/pictures.ts';
import { FileStore } from './file-store.ts';
import { Locks } from './locks.ts';
import { Turns } from './turns.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const HELLO = Buffer.from('hello');
const HASH = sha256(HELLO);
const no = () => Promise.resolve(false);
const yes = () => Promise.resolve(true);
const nothing = () => Promise.resolve();

let folder: string;
let files: FileStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiannuo-files-'));
  files = new FileStore(join(folder, 'attachments'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const all = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());

describe('what comes in', () => {
  test('is on the disk under a name of ours, readable by nobody else', async () => {
    const incoming = await files.receive(inPieces(HELLO, 2), 100);
    expect(incoming).toMatchObject({ bytes: 5, sha256: HASH });
    expect(await files.readIncoming(incoming.id)).toEqual(HELLO);
    expect(statSync(join(files.folder, 'received', incoming.id)).mode & 0o077).toBe(0);
    await files.dropIncoming(incoming.id);
    expect(all()).toEqual([]);
  });

  test('leaves nothing when it is too large, empty or cut off', async () => {
    const lost = new Error('the sender went away');
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream that fails after its first piece
    const cut = async function* () {
      yield HELLO;
      throw lost;
    };
    await expect(files.receive(inPieces(Buffer.alloc(101)), 100)).rejects.toMatchObject({ code: 'file.too-large' });
    await expect(files.receive(inPieces(Buffer.alloc(0)), 100)).rejects.toMatchObject({ code: 'file.empty' });
    await expect(files.receive(cut(), 100)).rejects.toBe(lost);
    expect(all()).toEqual([]);
  });

  test('is read no further than the limit', async () => {
    let read = 0;
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream without end
    const endless = async function* () {
      for (;;) {
        read += 1000;
        yield Buffer.alloc(1000);
      }
    };
    await expect(files.receive(endless(), 10_000)).rejects.toMatchObject({ code: 'file.too-large' });
    expect(read).toBe(11_000);
  });

  test.each(['../../etc/passwd', 'a', '', `${'a'.repeat(63)}/`, '00000000-0000-0000-0000-00000000000/'])(
    'has no name like %s',
    async (name) => {
      expect(() => files.pathOf(name)).toThrow('not the name');
      await expect((async () => files.readIncoming(name))()).rejects.toThrow('not the name');
    },
  );
});

describe('what is kept', () => {
  test('is there once, under the hash of its content', async () => {
    const names = await files.keep([HELLO, HELLO], (kept) => Promise.resolve(kept));
    await files.keep([HELLO], nothing);
    expect(names).toEqual([HASH, HASH]);
    expect(all().map(({ name }) => name)).toEqual([HASH.slice(2)]);
    expect(await files.read(HASH)).toEqual(HELLO);
  });

  test('is removed only when nothing points to it', async () => {
    await files.keep([HELLO], nothing);
    await files.drop([HASH], yes);
    expect(await files.read(HASH)).toEqual(HELLO);
    await files.drop([HASH, HASH], no);
    expect(all()).toEqual([]);
    await files.drop([HASH], no);
  });

  test('is not removed between its writing and the row that points to it', async () => {
    let isUsed = false;
    const keeping = files.keep([HELLO], async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isUsed = true;
    });
    const dropping = files.drop([HASH], () => Promise.resolve(isUsed));
    await Promise.all([keeping, dropping]);
    expect(await files.read(HASH)).toEqual(HELLO);
  });

  test('is there again when its row comes after a removal', async () => {
    await files.keep([HELLO], nothing);
    await Promise.all([files.drop([HASH], no), files.keep([HELLO], nothing)]);
    expect(await files.read(HASH)).toEqual(HELLO);
  });

  test('stays where it was when its row could not be written, and is swept later', async () => {
    await expect(files.keep([HELLO], () => Promise.reject(new Error('no row')))).rejects.toThrow('no row');
    expect(await files.sweep({ before: Date.now() - 1000, isNeeded: () => false })).toBe(0);
    expect(await files.sweep({ before: Date.now() + 1000, isNeeded: () => false })).toBe(1);
    expect(all()).toEqual([]);
  });
});

describe('a sweep', () => {
  test('removes what a crash has left, and nothing else', async () => {
    const awaited = await files.receive(inPieces(HELLO), 100);
    const forgotten = await files.receive(inPieces(HELLO), 100);
    const young = Buffer.from('young');
    await files.keep([HELLO, Buffer.from('orphan'), young], nothing);
    writeFileSync(join(files.folder, 'received', 'half.part'), 'x');
    const old = new Date('2020-01-01');
    for (const { parentPath, name } of all()) {
      if (name !== sha256(young).slice(2)) utimesSync(join(parentPath, name), old, old);
    }
    const needed = [`received/${awaited.id}`, `${HASH.slice(0, 2)}/${HASH.slice(2)}`];
    const removed = await files.sweep({ before: Date.parse('2020-01-02'), isNeeded: (path) => needed.includes(path) });
    expect(removed).toBe(3);
    expect(await files.read(HASH)).toEqual(HELLO);
    expect(await files.read(sha256(young))).toEqual(young);
    expect(await files.readIncoming(awaited.id)).toEqual(HELLO);
    await expect(files.readIncoming(forgotten.id)).rejects.toThrow('ENOENT');
  });

  test('waits, as every removal does, while a backup is written', async () => {
    const incoming = await files.receive(inPieces(HELLO), 100);
    await files.keep([HELLO], nothing);
    await files.hold(async () => {
      // Of another process, which knows the folder and nothing else.
      const other = new FileStore(files.folder);
      await other.drop([HASH], no);
      await other.dropIncoming(incoming.id);
      expect(await other.sweep({ before: Date.now() + 1000, isNeeded: () => false })).toBe(0);
    });
    expect(await files.readIncoming(incoming.id)).toEqual(HELLO);
    expect(await files.sweep({ before: Date.now() + 1000, isNeeded: () => false })).toBe(2);
  });

  test('is not held up for ever by a backup that was cut off', async () => {
    await files.keep([HELLO], nothing);
    writeFileSync(join(files.folder, 'hold-cut-off'), '');
    utimesSync(join(files.folder, 'hold-cut-off'), new Date('2020-01-01'), new Date('2020-01-01'));
    expect(await files.isHeld()).toBe(false);
  });

  test('of a folder that is not there does nothing', async () => {
    expect(await files.sweep({ before: Date.now(), isNeeded: () => false })).toBe(0);
  });
});

test('a folder that cannot be written to leaves nothing half done', async () => {
  await files.keep([HELLO], nothing);
  writeFileSync(join(files.folder, 'received'), 'a file where a folder should be');
  await expect(files.receive(inPieces(HELLO), 100)).rejects.toThrow('EEXIST');
  chmodSync(files.folder, 0o700);
});

test('work on one name waits for the work before it, work on others does not', async () => {
  const locks = new Locks();
  const order: string[] = [];
  let release = () => undefined as unknown;
  const first = locks.run(['a', 'b'], async () => {
    await new Promise((resolve) => (release = () => resolve(undefined)));
    order.push('first');
  });
  const second = locks.run(['b'], () => Promise.resolve(order.push('second')));
  await locks.run(['c'], () => Promise.resolve(order.push('other')));
  release();
  await Promise.all([first, second]);
  expect(order).toEqual(['other', 'first', 'second']);
  await expect(locks.run(['b'], () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await locks.run(['b'], () => Promise.resolve('goes on'))).toBe('goes on');
  expect(locks.size).toBe(0);
});

test('turns let so many work at once, and go on after a failure', async () => {
  const turns = new Turns(2);
  let working = 0;
  let most = 0;
  const work = (at: number) => async () => {
    most = Math.max(most, ++working);
    await new Promise((resolve) => setImmediate(resolve));
    working--;
    if (at === 1) throw new Error('one fails');
  };
  const all = await Promise.allSettled(Array.from({ length: 9 }, (_, at) => turns.take(work(at))));
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect([most, working]).toEqual([2, 0]);
});
