import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { QueuedReport } from './queue-rules.ts';

export type PhotoRole = 'before' | 'after' | 'other';

/** A photo of a report. Bytes, not a blob: some browsers lose the content of stored blobs when they are killed. */
export interface QueuedPhoto {
  readonly report: string;
  readonly at: number;
  readonly role: PhotoRole;
  readonly name: string;
  readonly type: string;
  readonly bytes: ArrayBuffer;
}

/** Who sends at the moment, where the browser has no locks of its own. */
interface Lease {
  readonly owner: string;
  readonly until: number;
}

interface Schema extends DBSchema {
  reports: { key: string; value: QueuedReport };
  photos: { key: [string, number]; value: QueuedPhoto };
  lease: { key: 'sending'; value: Lease };
  /** Whose pages were opened last, for a service worker that sends without any page. */
  owner: { key: 'last'; value: string };
}

export type QueueDatabase = IDBPDatabase<Schema>;

const NAME = 'jiannuo-me';

/** @throws DOMException where the browser keeps nothing, such as in some private windows */
export function openQueue(): Promise<QueueDatabase> {
  return openDB<Schema>(NAME, 1, {
    upgrade(database) {
      database.createObjectStore('reports', { keyPath: 'id' });
      database.createObjectStore('photos', { keyPath: ['report', 'at'] });
      database.createObjectStore('lease');
      database.createObjectStore('owner');
    },
  });
}

/** All photos of a report, by the key that they share. */
function photosOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);
}

/** Puts a report with its photos on the phone: all of it or nothing. @throws DOMException `QuotaExceededError` */
export async function addReport(
  database: QueueDatabase,
  report: QueuedReport,
  photos: readonly QueuedPhoto[],
): Promise<void> {
  const tx = database.transaction(['reports', 'photos'], 'readwrite', { durability: 'strict' });
  await Promise.all([
    tx.objectStore('reports').put(report),
    ...photos.map((photo) => tx.objectStore('photos').put(photo)),
    tx.done,
  ]);
}

export function findReports(database: QueueDatabase): Promise<QueuedReport[]> {
  return database.getAll('reports');
}

export function findPhotos(database: QueueDatabase, id: string): Promise<QueuedPhoto[]> {
  return database.getAll('photos', photosOf(id));
}

/** Notes what became of a report, unless another tab has taken it off the phone meanwhile. */
export async function replaceReport(database: QueueDatabase, report: QueuedReport): Promise<void> {
  const tx = database.transaction('reports', 'readwrite');
  const isThere = (await tx.store.getKey(report.id)) !== undefined;
  if (isThere) await tx.store.put(report);
  await tx.done;
}

export async function removeReport(database: QueueDatabase, id: string): Promise<void> {
  const tx = database.transaction(['reports', 'photos'], 'readwrite');
  await Promise.all([tx.objectStore('reports').delete(id), tx.objectStore('photos').delete(photosOf(id)), tx.done]);
}

/** Erases everything of an account from the phone. */
export async function eraseAccount(database: QueueDatabase, account: string): Promise<void> {
  const own = (await findReports(database)).filter((report) => report.account === account);
  for (const { id } of own) await removeReport(database, id);
  await database.clear('owner');
}

export async function noteOwner(database: QueueDatabase, account: string): Promise<void> {
  await database.put('owner', account, 'last');
}

export function findOwner(database: QueueDatabase): Promise<string | undefined> {
  return database.get('owner', 'last');
}

/** Takes the right to send for a while, unless somebody else has it. One transaction, so that two tabs never both have it. */
export async function takeLease(database: QueueDatabase, owner: string, until: number): Promise<boolean> {
  const tx = database.transaction('lease', 'readwrite');
  const held = await tx.store.get('sending');
  const isFree = held === undefined || held.owner === owner || held.until < Date.now();
  if (isFree) await tx.store.put({ owner, until }, 'sending');
  await tx.done;
  return isFree;
}

export async function giveLeaseBack(database: QueueDatabase, owner: string): Promise<void> {
  const tx = database.transaction('lease', 'readwrite');
  if ((await tx.store.get('sending'))?.owner === owner) await tx.store.delete('sending');
  await tx.done;
}
