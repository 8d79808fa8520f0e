import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigFailure } from '#platform/config.ts';
import { type CertificateFiles, aCertificate } from '#tests/support/certificates.ts';
import { readCertificate } from './certificate.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiannuo-certificate-'));
const file = (name: string) => join(folder, name);
let own: CertificateFiles;
let other: CertificateFiles;

beforeAll(async () => {
  own = await aCertificate(folder, 'own');
  other = await aCertificate(folder, 'other');
  writeFileSync(file('words.txt'), 'no certificate at all');
  writeFileSync(file('empty.txt'), '');
  const locked = createPrivateKey(readFileSync(own.key)).export({
    ...({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const),
  });
  writeFileSync(file('locked.key'), locked);
  writeFileSync(file('binary.crt'), new X509Certificate(readFileSync(own.cert)).raw);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a certificate of one’s own', () => {
  test('is taken with its key', () => {
    const { cert, key } = readCertificate({ certificate: own.cert, key: own.key });
    expect([cert.toString(), key.toString()]).toEqual([own.trusted, readFileSync(own.key, 'utf8')]);
  });

  test.for([
    ['that is not there', { certificate: 'nowhere.crt' }, /^JIANNUO_TLS_CERT: .*nowhere\.crt.* cannot be read/],
    ['whose key is not there', { key: 'nowhere.key' }, /^JIANNUO_TLS_KEY: .*nowhere\.key.* cannot be read/],
    ['that is a folder', { certificate: '' }, /^JIANNUO_TLS_CERT: .* cannot be read/],
    ['that is something else', { certificate: 'words.txt' }, /^JIANNUO_TLS_CERT: .*words\.txt.* is not a certificate/],
    ['that is empty', { certificate: 'empty.txt' }, /^JIANNUO_TLS_CERT: .* is not a certificate/],
    ['that is in another form', { certificate: 'binary.crt' }, /^JIANNUO_TLS_CERT: .*binary\.crt.* cannot be used/],
    ['whose key is something else', { key: 'words.txt' }, /^JIANNUO_TLS_KEY: .*words\.txt.* is not a private key/],
    ['whose key is locked', { key: 'locked.key' }, /^JIANNUO_TLS_KEY: .*locked\.key.* has a passphrase/],
    ['with the key of another', { key: 'other.key' }, /JIANNUO_TLS_KEY does not belong to the certificate/],
  ] as const)('%s is refused in one sentence', ([, wrong, sentence]) => {
    expect(other.key).toBe(file('other.key'));
    const names = { certificate: 'own.crt', key: 'own.key', ...wrong };
    const attempt = () => readCertificate({ certificate: file(names.certificate), key: file(names.key) });
    expect(attempt).toThrow(ConfigFailure);
    expect(attempt).toThrow(sentence);
    expect(attempt).not.toThrow(/\n/);
  });
});
