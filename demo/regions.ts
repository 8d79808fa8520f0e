import { at } from './random.ts';

/** A row of the region tree: twelve digits after GB/T 2260. */
export interface DemoRegion {
  readonly code: string;
  readonly name: string;
}

/** A town (镇) or subdistrict (街道) of the demonstration district. */
export interface DemoTown extends DemoRegion {
  /** A subdistrict has no congress of its own, so no township deputies. */
  readonly isSubdistrict: boolean;
  /** Villages (村) and residents' communities (社区). */
  readonly villages: readonly DemoRegion[];
  /** Seats that the town's voters fill in the district's congress and in its own. */
  readonly countySeats: number;
  readonly townshipSeats: number;
}

const DISTRICT = '500199';

export const DISTRICT_NAME = '云川区';
/** The town and the subdistrict whose sizes the report gives. */
export const EXAMPLE_TOWN = '观澜镇';
export const EXAMPLE_SUBDISTRICT = '昌平街道';

/** The municipality, its 市辖区 node that GB/T 2260 puts between, and the invented district. */
const ABOVE: readonly DemoRegion[] = [
  { code: '500000000000', name: '重庆市' },
  { code: '500100000000', name: '市辖区' },
  { code: `${DISTRICT}000000`, name: DISTRICT_NAME },
];

/** name, county seats, township seats, stems of the communities, stems of the villages: all invented. */
const TOWNS: readonly (readonly [string, number, number, string, string])[] = [
  ['昌平街道', 25, 0, '东门 玉带 学府 文昌 滨河 百货 新建', ''],
  ['安阜街道', 24, 0, '安阜 北塔 红星 和平 桂香 五里', ''],
  ['玉屏街道', 22, 0, '玉屏 金竹 翠屏 茶亭 罗汉', ''],
  ['双桥街道', 20, 0, '双桥 车站 西湖 天星 龙井', '石梯'],
  ['广宁街道', 18, 0, '广宁 南郊 双龙 黄金', '柏林 三合'],
  ['峰台街道', 15, 0, '峰台 工农 望江', '高坡 枇杷'],
  ['石桥镇', 14, 74, '石桥 正街', '龙凤 大田 石坝 双河 永兴 桐梓 黄葛 白鹤'],
  ['观澜镇', 7, 49, '观澜', '银山 月亮 马鞍 清河 梨园 复兴'],
  ['清溪镇', 12, 68, '清溪 上街', '沙坪 莲花 柳林 凤凰 水口 竹林 响石'],
  ['荣和镇', 11, 65, '荣和', '玉峡 明月 新店 鸦屿 葛桥 云龙 高庙'],
  ['古桥镇', 10, 62, '古桥', '桥亭 天堂 大兴 乌木 花石 茨竹'],
  ['龙潭镇', 12, 70, '龙潭 新街', '青龙 回龙 堰口 落马 石燕 板桥 长岭'],
  ['仁和镇', 11, 66, '仁和', '正华 斑竹 团结 红岩 九莲 万福 松林'],
  ['盘石镇', 10, 60, '盘石', '盘龙 大石 元通 关口 小河 桃子'],
  ['远安镇', 9, 56, '远安', '向阳 东升 燕子 寨子 七星'],
  ['铜锣镇', 10, 62, '铜锣', '锣鼓 铁坪 高峰 龙洞 双树 野鸭'],
  ['河堰镇', 9, 52, '河堰', '上堰 下堰 鱼塘 荷叶 白果'],
  ['万灵溪镇', 12, 66, '万灵 古镇', '尚书 大荣 沙堡 玉鼎 磨子 石岭 杉树'],
  ['吴家坝镇', 11, 64, '吴家坝', '代家 双流 晏家 高石 人和 玉久 泉水'],
  ['直石镇', 9, 55, '直石', '石笋 永安 万民 光明 天元'],
  ['双沙镇', 11, 63, '双沙', '沙湾 梅石 小沟 三星 慈云 金台'],
];

function regionOf(code: number, name: string): DemoRegion {
  return { code: `${DISTRICT}${String(code).padStart(6, '0')}`, name };
}

function villagesOf(town: number, communities: string, villages: string): DemoRegion[] {
  const named = (stems: string): string[] => stems.split(' ').filter((stem) => stem !== '');
  return [
    ...named(communities).map((stem, index) => regionOf(town * 1000 + index + 1, `${stem}社区`)),
    ...named(villages).map((stem, index) => regionOf(town * 1000 + 200 + index + 1, `${stem}村`)),
  ];
}

/** The 21 towns and subdistricts, in the order of their codes: subdistricts 001…, towns 101…; villages in the last three digits. */
export const demoTowns: readonly DemoTown[] = TOWNS.map(
  ([name, countySeats, townshipSeats, communities, villages], index) => {
    const isSubdistrict = name.endsWith('街道');
    const number = isSubdistrict ? index + 1 : 101 + index - 6;
    return {
      ...regionOf(number * 1000, name),
      isSubdistrict,
      villages: villagesOf(number, communities, villages),
      countySeats,
      townshipSeats,
    };
  },
);

/** Every region of the demonstration, from the municipality down to the villages, parents first. */
export const demoRegions: readonly DemoRegion[] = [
  ...ABOVE,
  ...demoTowns.flatMap(({ code, name, villages }) => [{ code, name }, ...villages]),
];

/** Where deputies of a town meet people: its Deputies' Home first, then its stations (观澜镇 has five). */
export function homesAndStations(town: DemoTown): string[] {
  const stations = town.villages.slice(0, town.name === EXAMPLE_TOWN ? 5 : 7);
  return [`${town.name}代表之家`, ...stations.map(({ name }) => `${name}代表联络站`)];
}

/** The town of that name. @throws RangeError when there is none */
export function townNamed(name: string): DemoTown {
  return at(
    demoTowns,
    demoTowns.findIndex((town) => town.name === name),
  );
}
