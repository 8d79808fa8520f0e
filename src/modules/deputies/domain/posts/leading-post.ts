/** Posts of those whose staff does the verifying: their commitments are verified by the district. */
const LEADING =
  /(?:人大主席|主席团主席|人大工委主任|人大常委会主任|党委书记|党工委书记|[镇乡区县市]委书记|镇长|乡长|区长|县长|街道主任|办事处主任)$/u;

/** Of an enterprise, a school or a village the same words mean somebody else. */
const ELSEWHERE = /公司|集团|企业|学校|中学|小学|大学|学院|医院|卫生院|村|社区|合作社|协会/u;

const NOT_NOW = /副|原|前任|助理/u;

/**
 * Whether the words of a post name a leading official of a town, a subdistrict or the district: 镇党委副书记、镇长 does,
 * 副镇长 and 村党支部书记 do not. The office can say otherwise for each post.
 */
export function isLeading(words: string | null): boolean {
  return (words ?? '')
    .split(/[\s、,，;；/|（）()]+/u)
    .some((part) => LEADING.test(part) && !NOT_NOW.test(part) && !ELSEWHERE.test(part));
}
