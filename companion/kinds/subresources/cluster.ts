import type { AggregatedResponse } from '../definition';
import { json, plain } from './answers';

const VERSION = {
  gitVersion: 'v1.9.0',
  gitCommit: '390cf886c3',
  gitTreeState: 'clean',
  buildDate: '2026-01-01T00:00:00Z',
  goVersion: 'go1.26.0',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** The GETs of the group that are about no object. */
export function clusterAnswer(resource: string): AggregatedResponse | undefined {
  switch (resource) {
    case 'version':
      return json(VERSION);
    case 'healthz':
      return json({ apiserver: { connectivity: 'ok', version: VERSION }, 'config-resource-version': '1' });
    case 'guestfs':
      return json({ registry: 'quay.io/kubevirt', tag: VERSION.gitVersion, digest: '', imagePrefix: '', gsImage: '' });
    case 'start-cluster-profiler':
    case 'stop-cluster-profiler':
    case 'dump-cluster-profiler':
      return plain(403, 'Unable to enable cluster profiler. "ClusterProfiler" feature gate must be enabled');
    default:
      return undefined;
  }
}
