import type { RegionCode } from '#kernel/contract.ts';
import type { Level } from '../../contract.ts';

/** Codes of the municipalities under the centre, whose own congress is called 市. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);
const AUTONOMOUS = new Set(['15', '45', '54', '64', '65']);
const COUNTY_ENDINGS = ['自治县', '自治旗', '特区', '林区', '县', '市', '旗', '区'];

const provinceWord = (code: string) => (MUNICIPALITIES.has(code) ? '市' : AUTONOMOUS.has(code) ? '自治区' : '省');

const endingOf = (name: string, endings: readonly string[], otherwise: string) =>
  endings.find((ending) => name.endsWith(ending)) ?? otherwise;

/** What a deputy is called on paper, by level and by what the place itself is called: 市/区/县/镇/乡人大代表. */
export function officeTitle(
  level: Level,
  at: { readonly region: RegionCode; readonly townName: string; readonly districtName: string },
): string {
  const words: Readonly<Record<Level, () => string>> = {
    national: () => '全国',
    provincial: () => provinceWord(at.region.slice(0, 2)),
    prefectural: () => '市',
    county: () => endingOf(at.districtName, COUNTY_ENDINGS, '区'),
    township: () => endingOf(at.townName, ['民族乡', '乡', '镇'], '镇').slice(-1),
  };
  return `${words[level]()}人大代表`;
}
