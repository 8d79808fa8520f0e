import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, SVGRenderer]);

/** One year's bar: shares in per cent of the commitments, which together are 100, and what is written about it. */
export interface YearBar {
  readonly year: string;
  readonly verified: number;
  readonly awaiting: number;
  readonly open: number;
  /** Above the bar: `89.6%`. */
  readonly rate: string;
  /** Below the year: `7,779 / 8,682`. */
  readonly counts: string;
}

/** Small enough for the lettering to be read when the drawing is shrunk to a narrow screen. */
const WIDTH = 430;
const HEIGHT = 300;

/** The tokens of the style sheet, so that the drawing follows dark mode and print. */
const INK = 'var(--ink)';
const INK_2 = 'var(--ink-2)';
const RULE = 'var(--rule)';

function series(bars: readonly YearBar[]): object[] {
  const shared = { type: 'bar', stack: 'year', barWidth: '60%', silent: true, emphasis: { disabled: true } };
  const hatch = {
    color: 'var(--sheet)',
    borderColor: INK_2,
    borderWidth: 1,
    decal: { symbol: 'rect', color: INK_2, dashArrayX: [1, 0], dashArrayY: [1.6, 3.4], rotation: -Math.PI / 4 },
  };
  const label = { show: true, position: 'top', color: INK, fontSize: 18, fontWeight: 700, fontFamily: 'var(--serif)' };
  return [
    { ...shared, data: bars.map((bar) => bar.verified), itemStyle: { color: 'var(--seal)' } },
    { ...shared, data: bars.map((bar) => (bar.awaiting > 0 ? bar.awaiting : '-')), itemStyle: hatch },
    {
      ...shared,
      data: bars.map((bar) => ({ value: bar.open, label: { ...label, formatter: bar.rate } })),
      itemStyle: { color: 'var(--open)' },
    },
  ];
}

/** The same few charts are asked for again and again, and drawing one takes as long as the rest of its page. */
const drawn = new Map<string, string>();
const MOST_DRAWN = 50;

/**
 * Draws a stacked bar for each year on the server.
 * @returns an SVG element without a name of its own: whoever shows it gives it one
 */
export function yearlyChart(bars: readonly YearBar[]): string {
  const key = JSON.stringify(bars);
  const known = drawn.get(key);
  if (known !== undefined) return known;
  if (drawn.size >= MOST_DRAWN) drawn.clear();
  const svg = draw(bars);
  drawn.set(key, svg);
  return svg;
}

function draw(bars: readonly YearBar[]): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const text = { color: INK_2, fontSize: 14, fontFamily: 'var(--sans)' };
  chart.setOption({
    animation: false,
    grid: { left: 34, right: 2, top: 34, bottom: 52 },
    xAxis: {
      type: 'category',
      data: bars.map((bar) => `${bar.year}\n${bar.counts}`),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: INK } },
      axisLabel: { ...text, lineHeight: 19, interval: 0 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 25,
      axisLabel: text,
      splitLine: { lineStyle: { color: RULE } },
    },
    series: series(bars),
  });
  const svg = chart.renderToSVGString({ useViewBox: true });
  chart.dispose();
  // The library numbers its drawings as they are made, but equal figures are to give equal pages; and without script
  // its marks for events are dead weight.
  return svg.replaceAll(/\bzr\d+-/g, 'chart-').replaceAll(/ (ecmeta_\w+|class|pointer-events|xml:space)="[^"]*"/g, '');
}
