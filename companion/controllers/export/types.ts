import { ExportKind, type KindRef } from '../../../contracts/kinds';
import type { Condition, KubeObject } from '../../../contracts/objects';

export interface ExportFormat {
  /** raw, gzip, dir or tar.gz. */
  format: string;
  url: string;
}

export interface ExportLink {
  /** PEM that vouches for the host of the URLs. */
  cert: string;
  volumes?: { name: string; formats: ExportFormat[] }[];
  manifests?: { type: string; url: string }[];
}

export interface Export extends KubeObject {
  spec: { source: { apiGroup?: string; kind: string; name: string }; tokenSecretRef?: string; ttlDuration?: string };
  status?: {
    phase?: string;
    tokenSecretRef?: string;
    serviceName?: string;
    virtualMachineName?: string;
    ttlExpirationTime?: string;
    links?: { internal?: ExportLink; external?: ExportLink };
    conditions?: Condition[];
  };
}

const { group, version, kind, plural, namespaced } = ExportKind;
export const Exports: KindRef<Export> = { group, version, kind, plural, namespaced };

/** Where exports are served, and the certificate authority behind that address. */
export interface ExportAddress {
  /** `https://host:port`, without a slash at its end. */
  url: string;
  ca: string;
}

/** Path below which an export is served, as KubeVirt's export proxy has it. */
export const exportPath = ({ metadata }: Export) => `/api/export.kubevirt.io/v1/namespaces/${metadata.namespace ?? ''}/virtualmachineexports/${metadata.name}`;
