import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';

/** A kubeconfig with one context: the local API server, its authority and a user's token. */
export function kubeconfigText(server: string, caPem: string, user: string, token: string): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'virtdeck',
    clusters: [{ name: 'virtdeck', cluster: { server, 'certificate-authority-data': Buffer.from(caPem).toString('base64') } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: 'virtdeck', context: { cluster: 'virtdeck', user, namespace: 'default' } }],
  });
}

export function writeKubeconfig(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
