import type { Random } from './random.ts';

/** Common surnames, the commonest most often; a repeated one weighs more. All names are drawn, none is looked up. */
const SURNAMES = Array.from(
  '王李张刘陈杨黄周吴赵徐孙罗' +
    '王李张刘陈杨黄周吴唐' +
    '王李张刘陈杨何邓曾蒋' +
    '王李张刘陈胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文敖古甘晏代蓝覃冉向',
);
const MEN = Array.from(
  '国建志文德明永光春世成正昌兴福贵洪朝天学绍俊中承安廷启先登宗显仁泽思远大绪方树忠良代海伦川富荣培',
);
const MEN_LAST = Array.from(
  '林华平辉勇全荣才祥云清贵富兵伦友军和安权成礼彬松波川均江模奎忠书福元生根旺秋阳东山坤宽培超寿银乾池',
);
const WOMEN = Array.from('秀小晓玉春美素文雪世光德桂红朝丽永慧雅思佳金明诗梦国清代先开碧天中');
const WOMEN_LAST = Array.from('芳英琼梅兰容琴群碧莲华珍会菊芬玲燕敏霞萍蓉秀利红丹娟静莉珊芝蕾颖淑琳莎桃翠岚婷');
/** A second character alone, as in 王伟. */
const ALONE_MEN = Array.from('伟勇斌波鹏辉平华林彬峰凯亮松均权坤江海富果聪伦');
const ALONE_WOMEN = Array.from('敏静燕霞艳玲芳萍莉琴兰梅英丹倩雪琼容丽红');

/** Names with characters that many systems lose: from CJK Extension A and from beyond the Basic Multilingual Plane. */
export const RARE_NAMES = ['田𠅤', '陈㛃', '罗德𬭎', '石𪣻林', '代㐂华'] as const;

export type Gender = '男' | '女';

function drawName(random: Random, gender: Gender): string {
  const surname = random.pick(SURNAMES);
  const isWoman = gender === '女';
  if (random.chance(0.22)) return surname + random.pick(isWoman ? ALONE_WOMEN : ALONE_MEN);
  const last = random.pick(isWoman ? WOMEN_LAST : MEN_LAST);
  const middle = random.pick(isWoman ? WOMEN : MEN);
  return middle === last ? drawName(random, gender) : surname + middle + last;
}

/** Draws a name that `taken` does not hold yet, and adds it. */
export function newName(random: Random, gender: Gender, taken: Set<string>): string {
  for (;;) {
    const name = drawName(random, gender);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/**
 * An invented phone number that can belong to nobody: eleven digits as mobile numbers have, in 164, a network code that the
 * ministry's table of allocations (March 2023) gives to no operator.
 */
export function demoPhone(serial: number): string {
  // A step that is coprime with 10^8 spreads the serials, so that neighbours do not have neighbouring numbers.
  return `164${String((serial * 61_803_399 + 27_182_818) % 100_000_000).padStart(8, '0')}`;
}
