import { pinyin } from 'pinyin-pro';
import type { Bilingual } from '#kernel/contract.ts';

const KINDS: readonly (readonly [ending: string, english: string])[] = [
  ['街道', 'Subdistrict'],
  ['社区', 'Community'],
  ['镇', 'Town'],
  ['乡', 'Township'],
  ['村', 'Village'],
  ['区', 'District'],
  ['县', 'County'],
  ['市', 'City'],
];

function englishName(name: string): string {
  const [ending, english] = KINDS.find(([kind]) => name.endsWith(kind) && name !== kind) ?? ['', ''];
  const own = pinyin(name.slice(0, name.length - ending.length), { toneType: 'none', type: 'array' }).join('');
  return `${own.charAt(0).toUpperCase()}${own.slice(1)} ${english}`.trim();
}

const labels = new Map<string, Bilingual>();

/** A town's name in both languages: 石桥镇, Shiqiao Town. */
export function townLabel(name: string): Bilingual {
  const label = labels.get(name) ?? { zh: name, en: englishName(name) };
  labels.set(name, label);
  return label;
}
