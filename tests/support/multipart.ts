export interface GivenPart {
  readonly name: string;
  readonly filename?: string;
  readonly content: Buffer | string;
}

export const BOUNDARY = '----WebKitFormBoundaryabc123';

/** A form with files as browsers write it. */
export function multipartOf(parts: readonly GivenPart[], boundary = BOUNDARY): Buffer {
  const chunks = parts.flatMap(({ name, filename, content }) => {
    const file = filename === undefined ? '' : `; filename="${filename}"`;
    const type = filename === undefined ? '' : 'Content-Type: application/octet-stream\r\n';
    const header = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${type}\r\n`;
    return [Buffer.from(header), Buffer.from(content as string), Buffer.from('\r\n')];
  });
  return Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]);
}

/** A request that carries a form with files. */
export function formRequest(parts: readonly GivenPart[]): Request {
  return new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: new Uint8Array(multipartOf(parts)),
  });
}
