import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type Config, ConfigFailure } from '#platform/config.ts';

/** A certificate, with those that vouch for it, and its key, as the listener takes them. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

const SETTINGS = { certificate: 'JIANNUO_TLS_CERT', key: 'JIANNUO_TLS_KEY' } as const;

function read(name: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigFailure({
      zh: `${name}：无法读取文件“${path}”，请检查路径和权限。`,
      en: `${name}: the file “${path}” cannot be read: check its path and its rights.`,
    });
  }
}

/** What a file holds, or a sentence about why it is of no use. */
function understood<Value>(parse: () => Value, says: { readonly zh: string; readonly en: string }): Value {
  try {
    return parse();
  } catch {
    throw new ConfigFailure(says);
  }
}

/**
 * The certificate that the settings name, looked at before anything else is begun.
 * @throws ConfigFailure for a file that cannot be read, that is something else, or a key of another certificate
 */
export function readCertificate(tls: NonNullable<Config['tls']>): Certificate {
  const cert = read(SETTINGS.certificate, tls.certificate);
  const key = read(SETTINGS.key, tls.key);
  const certificate = understood(() => new X509Certificate(cert), {
    zh: `${SETTINGS.certificate}：“${tls.certificate}”不是 PEM 格式的证书。`,
    en: `${SETTINGS.certificate}: “${tls.certificate}” is not a certificate in PEM form.`,
  });
  const privateKey = understood(() => createPrivateKey(key), {
    zh: `${SETTINGS.key}：“${tls.key}”不是 PEM 格式的私钥，或者设有口令。`,
    en: `${SETTINGS.key}: “${tls.key}” is not a private key in PEM form, or has a passphrase.`,
  });
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new ConfigFailure({
      zh: `${SETTINGS.key} 的私钥与 ${SETTINGS.certificate} 的证书不是一对。`,
      en: `The private key of ${SETTINGS.key} does not belong to the certificate of ${SETTINGS.certificate}.`,
    });
  }
  understood(() => createSecureContext({ cert, key }), {
    zh: `${SETTINGS.certificate}：“${tls.certificate}”不能用来提供 https，请检查证书链和密钥长度。`,
    en: `${SETTINGS.certificate}: “${tls.certificate}” cannot be used for https: check its chain and the length of its key.`,
  });
  return { cert, key };
}
