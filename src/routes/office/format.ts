const MINUTE = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as the clock in Shanghai shows it: `2020-10-28 09:05`. */
export function shanghaiMinute(instant: string): string {
  return MINUTE.format(new Date(instant));
}
