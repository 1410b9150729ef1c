import type { Fields } from '../read';
import { items, text } from '../read';
import { defaults } from './draft';

function isMoving(image: string): boolean {
  const [name = ''] = image.split('@');
  if (image.includes('@')) return false;
  const tag = name.slice(name.lastIndexOf('/') + 1).split(':')[1];
  return tag === undefined || tag === 'latest';
}

function fillContainer(container: Fields): void {
  defaults(container, {
    imagePullPolicy: isMoving(text(container, 'image')) ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of items(container, 'ports')) defaults(port, { protocol: 'TCP' });
}

/** The defaults of a pod's spec, alone or in a template. */
export function fillPodSpec(spec: Fields): void {
  defaults(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', securityContext: {}, terminationGracePeriodSeconds: 30 });
  for (const container of [...items(spec, 'initContainers'), ...items(spec, 'containers')]) fillContainer(container);
}
