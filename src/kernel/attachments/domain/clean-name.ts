const MAX_LENGTH = 120;

/** Characters that make a name look like another: controls, line ends, and marks that turn the direction of writing. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;
/** What file systems and shells take as something else. */
const SPECIAL = /[/\\:*?"<>|]/g;

/**
 * The name of a file as it is shown and offered for download: no path, nothing unseen, the extension of what it is.
 * @param given as the sender says
 * @param extension of the file's content, such as `pdf`
 */
export function cleanName(given: string, extension: string): string {
  const own = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '');
  const plain = own.replace(UNSEEN, '').replace(SPECIAL, ' ').replace(/\s+/g, ' ');
  const stem = plain.replace(/\.[^.]*$/, '').replace(/^[. ]+|[. ]+$/g, '');
  const short = Array.from(stem).slice(0, MAX_LENGTH).join('').trim();
  return `${short === '' ? 'file' : short}.${extension === 'jpeg' ? 'jpg' : extension}`;
}
