import { createHash } from 'node:crypto';

/** A file of a migrations/ folder. */
export interface MigrationFile {
  /** `kernel`, or a module's name. */
  readonly schema: string;
  /** `0001-deputies`. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly up: unknown;
}

/** What has been released and must stay as it is: hashes by path. Until the first release it may be rewritten. */
export interface Lock {
  readonly release: string | null;
  readonly files: Readonly<Record<string, string>>;
}

const LISTED = /^(\d+)-([a-z]+)-(\d{4}-[a-z0-9-]+)$/;

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What is wrong with the numbers of the files in each folder: they run 0001, 0002, … without a gap. */
export function faultsOfNumbers(files: readonly MigrationFile[]): string[] {
  const bySchema = Map.groupBy(files, ({ schema }) => schema);
  return [...bySchema.values()].flatMap((own) =>
    own
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, path }, index) => {
        const number = String(index + 1).padStart(4, '0');
        return name.startsWith(`${number}-`) ? [] : [`${path}: should be number ${number}`];
      }),
  );
}

/** What is wrong with the list of all steps: each file stands in it once, under its schema's number. */
export function faultsOfList(
  files: readonly MigrationFile[],
  list: Readonly<Record<string, { readonly up: unknown }>>,
): string[] {
  const faults: string[] = [];
  const numbers = new Map<string, string>();
  for (const [key, step] of Object.entries(list)) {
    const [, number = '', schema = '', name = ''] = LISTED.exec(key) ?? [];
    const file = files.find((one) => one.schema === schema && one.name === name);
    if (file === undefined) faults.push(`src/migrations.ts: “${key}” names no file`);
    else if (file.up !== step.up) faults.push(`src/migrations.ts: “${key}” does not run ${file.path}`);
    if ((numbers.get(schema) ?? number) !== number)
      faults.push(`src/migrations.ts: “${key}” has another schema number`);
    numbers.set(schema, number);
  }
  if (new Set(numbers.values()).size < numbers.size) faults.push('src/migrations.ts: two schemas have one number');
  if (numbers.has('kernel') && numbers.get('kernel') !== '1') faults.push('src/migrations.ts: the kernel is number 1');
  for (const { schema, name, path } of files) {
    const listed = Object.keys(list).filter((key) => key.endsWith(`-${schema}-${name}`)).length;
    if (listed !== 1) faults.push(`${path}: listed ${listed} times in src/migrations.ts, not once`);
  }
  return faults;
}

/** Which released files are not what they were: a store that has taken a step never takes it again. */
export function faultsOfLock(files: readonly MigrationFile[], lock: Lock): string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return Object.entries(lock.files).flatMap(([path, hash]) => {
    const text = texts.get(path);
    if (text === undefined) return [`${path}: it is locked and is gone`];
    return fingerprint(text) === hash ? [] : [`${path}: it is locked and has changed: write a further step instead`];
  });
}

/** The lock that takes all files in. With a release's name it stands for good. */
export function lockOf(files: readonly MigrationFile[], release: string | null): Lock {
  const entries = files.map(({ path, text }) => [path, fingerprint(text)] as const);
  return { release, files: Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) };
}
