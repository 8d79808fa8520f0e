import { readFile } from 'node:fs/promises';
import { attachmentWork } from '../../attachments/attachments.server.ts';

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** A photo that was taken down a moment ago is left out; its place on the sheet is filled otherwise. */
export async function openPhotos() {
  const { files } = await attachmentWork();
  return (file: string) =>
    readFile(files.pathOf(file)).catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });
}
