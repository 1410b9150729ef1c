import type { ExportSource } from './export-source';
import { type Export, type ExportAddress, type ExportFormat, type ExportLink, exportPath } from './types';

function formatsOf(content: 'disk' | 'files', url: string): ExportFormat[] {
  if (content === 'disk') {
    return [
      { format: 'raw', url: `${url}/disk.img` },
      { format: 'gzip', url: `${url}/disk.img.gz` },
    ];
  }
  return [
    { format: 'dir', url: `${url}/dir/` },
    { format: 'tar.gz', url: `${url}/disk.tar.gz` },
  ];
}

function link(exported: Export, { volumes, machine }: ExportSource, { url, ca }: ExportAddress, side: 'internal' | 'external'): ExportLink {
  const base = `${url}${exportPath(exported)}`;
  const manifests = [
    { type: 'all', url: `${base}/${side}/manifests/all` },
    { type: 'auth-header-secret', url: `${base}/${side}/manifests/secret` },
  ];
  return {
    cert: ca,
    volumes: volumes.map(({ name, content }) => ({ name, formats: formatsOf(content, `${base}/volumes/${name}`) })),
    ...(machine ? { manifests } : {}),
  };
}

/** There is one address for those inside and outside: the local cluster has no network of its own. */
export function exportLinks(exported: Export, source: ExportSource, address: ExportAddress): NonNullable<Export['status']>['links'] {
  return { internal: link(exported, source, address, 'internal'), external: link(exported, source, address, 'external') };
}
