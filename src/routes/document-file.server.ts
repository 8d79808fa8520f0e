import { buffer } from 'node:stream/consumers';
import { type Block, writeDocx } from '#platform/documents/docx.ts';
import { pagesOf } from '#platform/documents/flow.ts';
import { openFonts } from '#platform/documents/fonts.ts';
import { writePdf } from '#platform/documents/pdf.ts';
import { download } from './office/download.server.ts';

interface Made {
  readonly title: string;
  readonly format: 'pdf' | 'docx';
  readonly at: Temporal.Instant;
  readonly day: string;
}

/** A document as a file of either kind, named after its title and the day. */
export async function documentFile(blocks: readonly Block[], { title, format, at, day }: Made): Promise<Response> {
  const facts = { title, author: '践诺', at };
  const fonts = await openFonts();
  const bytes =
    format === 'docx' ? await writeDocx(facts, blocks) : await buffer(writePdf(fonts, facts, pagesOf(fonts, blocks)));
  return download(bytes, `${title} ${day}.${format}`);
}
