import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { checkDocument } from '../files/check-document.ts';
import { writeDocx } from './docx.ts';

const FACTS = { title: '2020 年述职 <甲>', author: '云川区', at: Temporal.Instant.from('2020-10-28T02:03:04.567Z') };

async function partsOf(docx: Buffer): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(docx);
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    parts.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  }
  return parts;
}

test('a DOCX has its headings, paragraphs, tables and pictures, and is one that our own look lets in', async () => {
  const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#b5301f' } })
    .png()
    .toBuffer();
  const docx = await writeDocx(FACTS, [
    { kind: 'heading', level: 1, text: '述职报告' },
    { kind: 'heading', level: 2, text: '承诺' },
    { kind: 'paragraph', text: '一年来，𠮷村 <路灯> & 道路' },
    {
      kind: 'table',
      head: ['承诺', '结果'],
      rows: [
        ['路灯', '已办'],
        ['道路', '在办'],
      ],
    },
    { kind: 'picture', png, width: 90, height: 60, says: '历年完成率' },
  ]);
  await checkDocument(docx, 'docx');
  const parts = await partsOf(docx);
  const body = parts.get('word/document.xml') ?? '';
  const said = [...body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words]) => words);
  const rows = ['承诺', '结果', '路灯', '已办', '道路', '在办'];
  expect(said).toEqual(['述职报告', '承诺', '一年来，𠮷村 &lt;路灯&gt; &amp; 道路', ...rows]);
  expect(body.match(/<w:pStyle w:val="Heading[12]"\/>/g)).toHaveLength(2);
  expect(body.match(/<w:tblHeader\/>/g)).toHaveLength(1);
  // 90 by 60 millimetres, in the format's 36,000 to each.
  const [, across, down] = /<wp:extent cx="(\d+)" cy="(\d+)"\/>/.exec(body) ?? [];
  expect([Math.round(Number(across) / 36_000), Math.round(Number(down) / 36_000)]).toEqual([90, 60]);
  expect(body).toContain('descr="历年完成率"');
});

test('a DOCX says when the office made it, not when the machine did', async () => {
  const parts = await partsOf(await writeDocx(FACTS, [{ kind: 'paragraph', text: '一' }]));
  const facts = parts.get('docProps/core.xml') ?? '';
  expect(facts).toContain('<dcterms:created xsi:type="dcterms:W3CDTF">2020-10-28T02:03:04Z<');
  expect(facts).toContain('<dc:title>2020 年述职 &#60;甲&#62;</dc:title>');
});
