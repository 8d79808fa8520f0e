import type { Bilingual } from '#kernel/contract.ts';
import { LEVEL_LABELS, type Level } from '../../contract.ts';

const DIRECT: readonly Level[] = ['county', 'township'];

/**
 * Before whom a deputy reports: those elected directly before the voters of their electoral district, all others before
 * the unit that elected them.
 */
export function audienceOf({
  level,
  electoralDistrict,
}: {
  level: Level;
  electoralDistrict: string | null;
}): Bilingual {
  const isDirect = DIRECT.includes(level);
  const place = electoralDistrict ?? '';
  if (isDirect) {
    const zh = place === '' ? '选区' : place.endsWith('选区') ? place : `${place}选区`;
    return { zh: `${zh}选民`, en: place === '' ? 'voters of the electoral district' : `voters of ${place}` };
  }
  const unit = place === '' ? '' : `（${place}）`;
  const to = place === '' ? '' : ` (${place})`;
  return { zh: `原选举单位${unit}`, en: `the electoral unit${to}, as ${LEVEL_LABELS[level].en.toLowerCase()} deputy` };
}
