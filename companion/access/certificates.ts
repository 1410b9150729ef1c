// The certificate library's container needs the Reflect polyfill before it loads.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

export interface Certificates {
  /** PEM of the authority, and of the server's key and certificate. */
  ca: string;
  key: string;
  cert: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
const FILES = { ca: 'ca.crt', key: 'server.key', cert: 'server.crt' } as const;

async function pemOfKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/**
 * The authority and server certificate of the API port, made at first start and kept in `folder` (keys mode 0600).
 * `names` are the DNS names and IP addresses the server answers to; `now` is in milliseconds. Ten years of validity.
 */
export async function loadCertificates(folder: string, names: { dns: string[]; ips: string[] }, now: number): Promise<Certificates> {
  const paths = { ca: join(folder, FILES.ca), key: join(folder, FILES.key), cert: join(folder, FILES.cert) };
  if (Object.values(paths).every((path) => existsSync(path))) {
    return { ca: readFileSync(paths.ca, 'utf8'), key: readFileSync(paths.key, 'utf8'), cert: readFileSync(paths.cert, 'utf8') };
  }
  const made = await makeCertificates(names, now);
  writeFileSync(paths.ca, made.ca);
  writeFileSync(paths.key, made.key, { mode: 0o600 });
  writeFileSync(paths.cert, made.cert);
  return made;
}

async function makeCertificates(names: { dns: string[]; ips: string[] }, now: number): Promise<Certificates> {
  const validity = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + 3650 * DAY_MS) };
  const caKeys = await newKeys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: 'CN=virtdeck-ca',
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const keys = await newKeys();
  const cert = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: '02',
    subject: 'CN=virtdeck',
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ips.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  return { ca: `${ca.toString('pem')}\n`, key: await pemOfKey(keys.privateKey), cert: `${cert.toString('pem')}\n` };
}
