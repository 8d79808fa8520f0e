/** What a gateway's template may name. `id` stays the same when a message is sent again. */
export type TemplateValues = Readonly<Record<'phone' | 'text' | 'id', string>>;

const ESCAPES = {
  /** In a string of JSON. */
  json: (value: string) => JSON.stringify(value).slice(1, -1),
  /** In an address, or in a form. */
  form: (value: string) => encodeURIComponent(value),
} as const;

/** Puts values into `{phone}`, `{text}` and `{id}`, so that no value can end the place in which it stands. */
export function fillTemplate(template: string, values: TemplateValues, escape: keyof typeof ESCAPES): string {
  return template.replace(/\{(phone|text|id)\}/g, (_, name: keyof TemplateValues) => ESCAPES[escape](values[name]));
}

/** Cuts a text to so many bytes of UTF-8, between characters. */
export function cutToBytes(text: string, most: number): string {
  const encoder = new TextEncoder();
  if (encoder.encode(text).length <= most) return text;
  let kept = '';
  let bytes = encoder.encode('…').length;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > most) break;
    kept += character;
  }
  return `${kept}…`;
}
