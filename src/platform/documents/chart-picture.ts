import { renderAsync } from '@resvg/resvg-js';
import type { EChartsCoreOption } from 'echarts/core';
import sharp from 'sharp';
import { type Fonts, fontFile } from './fonts.ts';

/** Pixels of the picture for one of the chart: sharp enough for paper when 100 of the chart are 35 mm. */
const SCALE = 3;
const FAMILY = 'Noto Sans SC';

/** ECharts comes with the first chart: loaded with the product it would make every start and every command slower by a third. */
async function openChart(width: number, height: number) {
  const [{ init, use }, { BarChart, LineChart, PieChart }, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  const { GridComponent, LegendComponent, TitleComponent } = components;
  use([BarChart, LineChart, PieChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);
  return init(null, null, { renderer: 'svg', ssr: true, width, height });
}

/**
 * Draws a chart of bars, lines or a pie as a PNG without transparency, three pixels for each one of its size, with the
 * fonts of the product. A character that the sans font has not is replaced by 〓.
 * @throws Error when the option is none that ECharts can draw
 */
export async function chartPicture(
  fonts: Fonts,
  option: EChartsCoreOption,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  const chart = await openChart(width, height);
  try {
    chart.setOption({ textStyle: { fontFamily: FAMILY }, ...option, animation: false });
    const svg = fonts.inOneFont(chart.renderToSVGString({ useViewBox: true }), { family: 'sans' });
    const fontFiles = [false, true].map((isBold) => fontFile({ family: 'sans', isBold }));
    const drawn = await renderAsync(svg, {
      background: '#ffffff',
      fitTo: { mode: 'width', value: width * SCALE },
      font: { loadSystemFonts: false, fontFiles, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY },
    });
    const raw = { width: drawn.width, height: drawn.height, channels: 4 } as const;
    return await sharp(drawn.pixels, { raw }).removeAlpha().png().toBuffer();
  } finally {
    chart.dispose();
  }
}
