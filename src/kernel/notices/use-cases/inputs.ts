import { z } from 'zod';
import type { Told, NoticeKinds } from '../notice-kind.ts';

/** The kinds of notices that the modules have given; only the product itself hands them in. */
export const Kinds = z.custom<NoticeKinds>((value) => value instanceof Map, {
  message: 'must be the kinds of notices',
});

/** A notice or a delivery. */
export const Key = z.object({ district: z.string(), id: z.uuid() });

const Words = z.object({ title: z.string(), text: z.string() });
export const ToldSchema: z.ZodType<Told> = z.object({ zh: Words, en: Words, address: z.string().startsWith('/') });
