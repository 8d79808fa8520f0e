import { z } from 'zod';

// eslint-disable-next-line no-control-regex -- these are the characters that are refused
const ONE_LINE = /^[^\u0000-\u001f\u007f]*$/;
// eslint-disable-next-line no-control-regex -- the same, but for what ends a line
const LINES = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/;

interface Limits {
  readonly min?: number;
  readonly max: number;
  /** Whether it may have several lines, as reasons and notes do. */
  readonly hasLines?: boolean;
}

/** What somebody typed: without blanks around it, and without characters that no key writes (PostgreSQL keeps no NUL). */
export function typed({ min = 1, max, hasLines = false }: Limits) {
  const message = 'must not contain control characters';
  return z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(hasLines ? LINES : ONE_LINE, { message });
}
