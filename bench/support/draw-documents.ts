/** One drawing in a process of its own: `draw-documents.ts nameplates|wall ours|bare FILE` prints seconds and megabytes. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { DRAWINGS, type Drawing, type Way, aPhoto } from './drawings.ts';

const [, , drawing = '', way = '', file = ''] = process.argv;
const photo = await aPhoto();
globalThis.gc?.();
const before = process.memoryUsage.rss();
const from = performance.now();
await pipeline(await DRAWINGS[drawing as Drawing][way as Way](photo), createWriteStream(file));
const seconds = (performance.now() - from) / 1000;
// The highest that it ever was, in kilobytes.
const megabytes = process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024;
process.stdout.write(JSON.stringify({ seconds, megabytes }));
