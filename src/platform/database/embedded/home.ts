import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Say, usableBinaries } from './binaries.ts';
import { type Cluster, makeOwnFolder } from './cluster.ts';
import { EmbeddedFailure } from './failure.ts';
import { type OsUser, isEnterable, osUserFor } from './os-user.ts';

/** Where root keeps what PostgreSQL's user cannot reach otherwise. */
const SHARED_PARENT = '/var/lib/jiannuo';

/** Says, in a data folder that PostgreSQL's user cannot enter, where its data is kept instead. */
const SIGNPOST = 'postgres-is-in';

/** The system allows 107 bytes, macOS 103, for the address of a unix socket. */
const LONGEST_SOCKET_BYTES = 100;
const SOCKET_NAME = '.s.PGSQL.5432';

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function makeDataFolder(dataFolder: string): string {
  try {
    mkdirSync(dataFolder, { recursive: true });
    return realpathSync(dataFolder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EmbeddedFailure('no-folder', {
      zh: `无法使用数据目录 ${dataFolder}:${reason}`,
      en: `The data folder ${dataFolder} cannot be used: ${reason}`,
    });
  }
}

/** A folder made by `mktemp -d` or under a strict umask is for its owner alone; passing through is all that is added. */
function letThrough(folder: string, user: OsUser | undefined): boolean {
  if (isEnterable(folder, user)) return true;
  const { uid, mode } = statSync(folder);
  if (uid !== process.getuid?.() || !isEnterable(dirname(folder), user)) return false;
  chmodSync(folder, mode | 0o001);
  return isEnterable(folder, user);
}

/** A folder of its own elsewhere, remembered in the data folder, so that a new data folder begins with a new one. */
function folderElsewhere(data: string, signpost: string): string {
  mkdirSync(SHARED_PARENT, { recursive: true });
  chmodSync(SHARED_PARENT, 0o755);
  const folder = mkdtempSync(join(SHARED_PARENT, `${shortHash(data)}-`));
  try {
    writeFileSync(signpost, folder, { flag: 'wx' });
    return folder;
  } catch (error) {
    rmSync(folder, { recursive: true });
    // Another process has just done the same.
    if (isErrorCode(error, 'EEXIST')) return readFileSync(signpost, 'utf8');
    throw error;
  }
}

interface Home {
  readonly folder: string;
  readonly user: OsUser | undefined;
}

function findHome(data: string, say: Say): Home {
  const signpost = join(data, SIGNPOST);
  const own = join(data, 'postgres');
  const user = osUserFor(own);
  if (!existsSync(signpost)) {
    if (letThrough(data, user)) return { folder: own, user };
    if (existsSync(own)) {
      throw new EmbeddedFailure('no-folder', {
        zh: `数据库用户进不了 ${data}:请允许其他用户通过该目录及其各级上级目录(chmod o+x)。`,
        en: `PostgreSQL's user cannot enter ${data}: let others pass through it and the folders above it (chmod o+x).`,
      });
    }
  }
  const folder = existsSync(signpost) ? readFileSync(signpost, 'utf8') : folderElsewhere(data, signpost);
  say({
    zh: `数据库的数据保存在 ${folder},因为数据库用户进不了 ${data}。`,
    en: `The database keeps its data in ${folder}, because its user cannot enter ${data}.`,
  });
  return { folder, user: osUserFor(folder) };
}

/** A folder in the system's temporary one, refused when somebody else has made it. */
function shortSocketFolder(folder: string, user: OsUser | undefined): string {
  const parent = isEnterable(tmpdir(), user) ? tmpdir() : '/tmp';
  const short = join(parent, `jiannuo-${shortHash(folder)}`);
  makeOwnFolder(short, user);
  const found = lstatSync(short);
  const owner = user?.uid ?? process.getuid?.();
  if (!found.isDirectory() || (owner !== undefined && found.uid !== owner) || (found.mode & 0o077) !== 0) {
    throw new EmbeddedFailure('no-folder', {
      zh: `${short} 属于其他用户,数据库不能在那里提供连接:请删除它。`,
      en: `${short} belongs to somebody else, so the database cannot be reached there: remove it.`,
    });
  }
  return short;
}

/**
 * Decides where the PostgreSQL of a data folder lives and whom it runs as, and makes the folders.
 * @throws {EmbeddedFailure} when no such place can be had
 */
export function prepareCluster(dataFolder: string, say: Say): Cluster {
  const data = makeDataFolder(dataFolder);
  const { folder, user } = findHome(data, say);
  const copies = process.getuid?.() === 0 ? SHARED_PARENT : join(data, 'postgresql');
  const bin = usableBinaries(copies, user, say);
  makeOwnFolder(folder, user);
  const isShort = Buffer.byteLength(join(folder, SOCKET_NAME)) <= LONGEST_SOCKET_BYTES;
  return { bin, folder, user, socketFolder: isShort ? folder : shortSocketFolder(folder, user) };
}
