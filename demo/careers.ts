import type { Random } from './random.ts';
import type { DemoTown } from './regions.ts';

/** Where a deputy works, and as what. */
export interface Career {
  readonly workplace: string;
  readonly post: string;
}

const FIRMS = '禾丰 绿源 惠农 众成 金穗 兴川 恒达 云锦 巨和 鼎信 百味 泰康 新程 华耀 丰采 锦盛 宏图 瑞祥'.split(' ');
const TRADES =
  '农业开发有限公司 生态农业有限公司 食品有限公司 建材有限公司 门业有限公司 物流有限公司 机械制造有限公司'.split(' ');
const FARMS = '柑橘 茶叶 花椒 肉牛 生猪 稻渔 蔬菜 中药材 枇杷 黑山羊'.split(' ');
const BUREAUS = '住房城乡建设委 农业农村委 教委 卫生健康委 交通局 水利局 司法局 文化旅游委 市场监管局 税务局'.split(
  ' ',
);

type CareerMaker = (random: Random, town: DemoTown) => Career;

const villageCadre: CareerMaker = (random, town) => {
  const { name } = random.pick(town.villages);
  const posts = name.endsWith('社区')
    ? ['党委书记', '居委会主任', '党委副书记', '网格员', '居委会委员']
    : ['党支部书记', '党总支书记、村委会主任', '村委会副主任', '综合服务专干', '本土人才', '妇联主席'];
  return { workplace: `${town.name}${name}`, post: random.pick(posts) };
};
const resident: CareerMaker = (random, town) => {
  const { name } = random.pick(town.villages);
  const posts = name.endsWith('社区')
    ? ['居民', '退休教师', '个体工商户', '居民小组长']
    : ['村民', '村民小组长', '种植大户', '养殖大户'];
  return { workplace: `${town.name}${name}`, post: random.pick(posts) };
};
const firm: CareerMaker = (random) => ({
  workplace: `云川区${random.pick(FIRMS)}${random.pick(TRADES)}`,
  post: random.pick(['总经理', '董事长', '副总经理', '车间主任', '工会主席', '技术员', '班组长']),
});
const cooperative: CareerMaker = (random, town) => ({
  workplace: `${town.name}${random.pick(FIRMS)}${random.pick(FARMS)}专业合作社`,
  post: random.pick(['理事长', '社员', '技术负责人']),
});
const school: CareerMaker = (random, town) => ({
  workplace: `云川区${town.name.replace(/镇$|街道$/, '')}${random.pick(['中学', '小学', '中心幼儿园'])}`,
  post: random.pick(['教师', '校长', '副校长', '教导主任']),
});
const clinic: CareerMaker = (random, town) => ({
  workplace: town.isSubdistrict ? `${town.name}社区卫生服务中心` : `${town.name}卫生院`,
  post: random.pick(['医生', '护士长', '院长', '公共卫生科科长', '副院长']),
});
const townOffice: CareerMaker = (random, town) => ({
  workplace: `${town.name}${random.pick(['农业服务中心', '社会保障服务所', '文化服务中心', '退役军人服务站'])}`,
  post: random.pick(['主任', '副主任', '工作人员']),
});
const bureau: CareerMaker = (random) => ({
  workplace: `云川区${random.pick(BUREAUS)}`,
  post: random.pick(['主任科员', '科长', '副主任', '工程师']),
});

const IN_TOWNS = [villageCadre, villageCadre, villageCadre, resident, resident, cooperative, cooperative, firm, school];
const IN_SUBDISTRICTS = [villageCadre, villageCadre, resident, firm, firm, bureau, school];

/** Draws a place of work that fits the town. */
export function careerIn(random: Random, town: DemoTown): Career {
  const makers = town.isSubdistrict ? IN_SUBDISTRICTS : IN_TOWNS;
  return random.pick([...makers, clinic, townOffice])(random, town);
}
