import { type DestinationStream, type Logger, destination, pino } from 'pino';

export type Log = Logger;

/**
 * Fields that may hold personal data or secrets: a log is read by more people than the record is. What is logged are
 * ids, codes, counts and durations.
 */
const NEVER = [
  ...['name', 'phone', 'email', 'address', 'birth', 'idNumber', 'password', 'token', 'cookie', 'authorization'],
  ...['text', 'query', 'body', 'input', 'row', 'value', 'detail', 'where'],
];

const STDERR = 2;

/**
 * Makes the log of a process: a JSON object a line, on the standard error stream unless told otherwise, with UTC time.
 * An error is logged by its name, message and stack; the values that PostgreSQL adds to one (`detail`, `where`) are not.
 */
export function openLog(to: DestinationStream = destination({ dest: STDERR, sync: true })): Log {
  return pino(
    {
      level: 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: NEVER.flatMap((field) => [field, `*.${field}`]), censor: '[left out]' },
      serializers: { err: errorFacts, error: errorFacts },
    },
    to,
  );
}

interface ErrorFacts {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string | undefined;
}

function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { type: error.name, ...code, message: error.message, stack: error.stack };
}
