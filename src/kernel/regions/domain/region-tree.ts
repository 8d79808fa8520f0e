import { Problem } from '../../values/problem.ts';
import { RegionCode, lineage } from '../../values/region-code.ts';

export interface NamedRegion {
  readonly code: RegionCode;
  readonly name: string;
}

function wrong(line: number, zh: string, en: string): Problem {
  const says = { zh: `第 ${line} 行：${zh}`, en: `Line ${line}: ${en}` };
  return new Problem('invalid', 'regions.file', { says, facts: { line } });
}

/**
 * Reads a region tree from the records of a CSV file, `code,name` with twelve digits; a heading row may come first.
 * @throws Problem `invalid`, naming the line and what to do
 */
export function readRegionTree(records: readonly (readonly string[])[]): NamedRegion[] {
  const regions = new Map<RegionCode, string>();
  for (const [index, [first = '', second = '']] of records.entries()) {
    const line = index + 1;
    const [code, name] = [first.trim(), second.trim()];
    if (index === 0 && !/^\d/.test(code)) continue;
    const parsed = RegionCode.safeParse(code);
    if (!parsed.success)
      throw wrong(line, `代码“${code}”应为十二位数字。`, `the code “${code}” must be twelve digits.`);
    if (name === '' || name.length > 60) throw wrong(line, '缺少名称或名称过长。', 'the name is missing or too long.');
    if (regions.has(parsed.data)) throw wrong(line, `代码“${code}”重复。`, `the code “${code}” is there twice.`);
    regions.set(parsed.data, name);
  }
  if (regions.size === 0)
    throw wrong(1, '文件中没有行政区划（code,name）。', 'there are no regions in the file (code,name).');
  return [...regions].map(([code, name]) => ({ code, name })).toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Regions whose district is not in the tree: their towns could not be found from above. */
export function orphans(regions: readonly NamedRegion[]): NamedRegion[] {
  const codes = new Set(regions.map(({ code }) => code));
  return regions.filter(({ code }) => {
    const district = lineage(code)[3];
    return district !== undefined && !codes.has(district);
  });
}
