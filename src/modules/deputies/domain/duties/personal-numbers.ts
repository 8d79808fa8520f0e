/** Digits of every width, with whatever people put between them, as one run of plain digits. */
function runsOf(text: string): string[] {
  const plain = text.normalize('NFKC').replaceAll(/(?<=[\dXx])[\s.·\-–—_]+(?=[\dXx])/g, '');
  return plain.match(/\d{7,}[Xx]?/g) ?? [];
}

const MOBILE = /1[3-9]\d{9}/;
const LANDLINE = /^0\d{9,11}$/;
const IDENTITY = /\d{17}[\dXx]|^\d{15}$/;

/** Whether a text has a phone number or the number of an identity card in it: whoever was helped is not to be told by it. */
export function hasPersonalNumber(text: string): boolean {
  return runsOf(text).some((run) => MOBILE.test(run) || LANDLINE.test(run) || IDENTITY.test(run));
}
