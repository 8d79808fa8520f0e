import { Problem } from '#kernel/contract.ts';
import { ConfigFailure, readConfig } from '#platform/config.ts';
import { EmbeddedFailure } from '#platform/database/embedded/failure.ts';
import { type Store, openStore } from '../composition.server.ts';

/** What a command ends with. */
export const EXIT = { good: 0, defect: 1, wrongCall: 2, rejected: 3, unavailable: 4, refused: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The call's words are off: the sentence says how it is to be. */
export class WrongCall extends Error {}

export interface Command {
  /** How to call it: a line, and what its words mean. */
  readonly usage: string;
  run(words: readonly string[]): Promise<ExitCode>;
}

export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The operator's language: English unless the machine's is Chinese. */
export function localeOf(env: NodeJS.ProcessEnv): 'zh' | 'en' {
  const language = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return language?.startsWith('zh') === true ? 'zh' : 'en';
}

export const locale = localeOf(process.env);

/** Opens the store, with or without a server that runs beside, and closes it again. */
export async function withStore<Result>(use: (store: Store) => Promise<Result>): Promise<Result> {
  const isModeAsked = (process.env['JIANNUO_MODE'] ?? '') !== '';
  const store = await openStore(readConfig(process.env), {
    isModeAsked,
    say: (line) => {
      printError(line[locale]);
    },
  });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function says(error: unknown): { says: { zh: string; en: string } } | undefined {
  const isOurs = error instanceof Error && 'says' in error;
  return isOurs ? (error as Error & { says: { zh: string; en: string } }) : undefined;
}

/** The exit code that a failure means, after one clear sentence. */
export function report(error: unknown, usage: string): ExitCode {
  if (error instanceof WrongCall || isParseError(error)) {
    printError(`${(error as Error).message}\n\n${usage}`);
    return EXIT.wrongCall;
  }
  const own = says(error);
  if (own === undefined) {
    printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return EXIT.defect;
  }
  printError(own.says[locale]);
  if (error instanceof ConfigFailure) return EXIT.wrongCall;
  if (error instanceof EmbeddedFailure) return error.code === 'already-serving' ? EXIT.wrongCall : EXIT.unavailable;
  if (error instanceof Problem) return error.kind === 'unavailable' ? EXIT.unavailable : EXIT.wrongCall;
  return EXIT.refused;
}

function isParseError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
