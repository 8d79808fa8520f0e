const isChinese = /^zh/i.test(process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '');

/** Tells the operator something, in the language of the machine. */
export function say(line: { readonly zh: string; readonly en: string }): void {
  process.stdout.write(`${isChinese ? line.zh : line.en}\n`);
}
