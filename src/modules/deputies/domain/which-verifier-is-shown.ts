/** How an office's name ends. 科 and 会 alone are no sign: they end personal names as well. */
const OFFICE =
  /(?:[办站局所]|办公室|人大|委员会|常委会|党委|区委|镇委|工委|纪委|政府|中心|村委会?|居委会?|村支部|社区|主席团|工作组|核查组|督查组|验收组|检查组|小组|学校|医院|卫生院|协会|理事会|合作社|公司)$/u;

/** Shorter than this, it is a person addressed by office: 王局. */
const SHORTEST = 3;

/**
 * Who verified, as far as the public may read it: an office is named, a person is not.
 * @param name as the ledger has it: 石桥镇人大办, 王某某, or both with something between
 * @returns the offices in it, or null when there is none
 */
export function whichVerifierIsShown(name: string | null): string | null {
  const offices = (name ?? '')
    .split(/[\s、,,;;/|()()::]+/u)
    .filter((part) => part.length >= SHORTEST && OFFICE.test(part));
  return offices.length === 0 ? null : offices.join('、');
}
