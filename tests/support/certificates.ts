import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
  /** What a client has to trust to believe it. */
  readonly trusted: string;
}

/** A certificate for this machine, signed by nobody else, and its key, as files in a folder. */
export async function aCertificate(folder: string, name: string): Promise<CertificateFiles> {
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
  ];
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  const files = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`), trusted: made.cert };
  writeFileSync(files.cert, made.cert);
  writeFileSync(files.key, made.private, { mode: 0o600 });
  return files;
}
