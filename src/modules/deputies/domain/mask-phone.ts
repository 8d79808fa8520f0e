const STARS = '****';

/** Enough to tell one number from another, and too little to call: the last two digits. */
export function phoneTail(phone: string | null): string | null {
  return phone === null ? null : STARS + phone.replace(/\D/g, '').slice(-2);
}

/** A phone number with its middle hidden: 138****1234. The shorter it is, the less of it is shown. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length >= 11) return digits.slice(0, 3) + STARS + digits.slice(-4);
  if (digits.length >= 7) return digits.slice(0, 2) + STARS + digits.slice(-2);
  return STARS;
}
