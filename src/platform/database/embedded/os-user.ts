import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Whom PostgreSQL runs as. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, and initdb wants a uid with a name: the user `nobody` has both. */
const NOBODY: OsUser = { uid: 65534, gid: 65534 };

/**
 * @param folder the folder of a cluster, which may not exist yet
 * @returns the user that PostgreSQL has to run as there; undefined for the user of this process
 */
export function osUserFor(folder: string): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(folder, { throwIfNoEntry: false });
  // A folder made by an ordinary user stays theirs when root starts the product once.
  return owner === undefined || owner.uid === 0 ? NOBODY : { uid: owner.uid, gid: owner.gid };
}

/** Whether `user` gets into a folder: asked of the system, because mode bits do not tell of access lists. */
export function isEnterable(folder: string, user: OsUser | undefined): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1/."', 'sh', folder], { ...user, cwd: '/' }).status === 0;
}
