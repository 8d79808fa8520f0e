import { z } from 'zod';

/** What an account signs in by: letters, digits and a few signs, beginning with a letter so that it is no phone. */
export const UserName = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/, { message: 'must be 3 to 32 letters, digits, dots or dashes' }));

/** A mobile phone of mainland China, with or without its country code and blanks. */
export const Phone = z
  .string()
  .transform((text) =>
    text
      .normalize('NFKC')
      .replace(/[\s-]/g, '')
      .replace(/^(\+|00)86/, ''),
  )
  .pipe(z.string().regex(/^1\d{10}$/, { message: 'must be a mobile phone of eleven digits' }));

/** What somebody typed where a phone or a user name is asked for. Undefined when it can be neither. */
export function readIdentifier(typed: string): { readonly phone: string } | { readonly userName: string } | undefined {
  const phone = Phone.safeParse(typed);
  if (phone.success) return { phone: phone.data };
  const userName = UserName.safeParse(typed);
  return userName.success ? { userName: userName.data } : undefined;
}
