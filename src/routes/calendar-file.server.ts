import { dispositionOf } from '#lib/disposition.ts';

/** A calendar as programs subscribe to it; they ask again by themselves, and get it from the server's memory. */
export function calendarFile(text: string): Response {
  return new Response(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': dispositionOf('inline', '接待日.ics'),
    },
  });
}
