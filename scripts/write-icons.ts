/**
 * Draws the icons of the installed page from one drawing: a frame like a seal's with a stroke in it, ink on paper. The
 * seal's red is kept for what was verified by somebody else.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const FOLDER = join(import.meta.dirname, '../static/icons');
const PAPER = '#fbfaf6';
const INK = '#1b1a17';

/** @param scale how much of the icon the drawing takes; a maskable icon may lose a fifth on each side */
function drawing(scale: number, background: 'round' | 'full'): string {
  const move = (32 - 32 * scale) / 2;
  const corners = background === 'round' ? ' rx="6"' : '';
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">',
    `<rect width="32" height="32"${corners} fill="${PAPER}"/>`,
    `<g transform="translate(${move} ${move}) scale(${scale})" fill="none" stroke="${INK}">`,
    '<rect x="5" y="5" width="22" height="22" rx="3" stroke-width="2.5"/>',
    '<path d="M10 16.500l4.500 4.500 8-9.500" stroke-width="3"/>',
    '</g></svg>',
  ].join('');
}

const ICONS = [
  { name: 'icon-192.png', size: 192, svg: drawing(1, 'round') },
  { name: 'icon-512.png', size: 512, svg: drawing(1, 'round') },
  { name: 'maskable-512.png', size: 512, svg: drawing(0.72, 'full') },
  { name: 'apple-touch-icon.png', size: 180, svg: drawing(0.86, 'full') },
];

mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'icon.svg'), `${drawing(1, 'round')}\n`);
for (const { name, size, svg } of ICONS) {
  await sharp(Buffer.from(svg), { density: (72 * size) / 32 })
    .resize(size, size)
    .png({ compressionLevel: 9, palette: true })
    .toFile(join(FOLDER, name));
}
