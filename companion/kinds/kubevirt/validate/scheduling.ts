import type { StatusCause } from '../../../../contracts/objects';
import { at, type Fields, isFields, items, strings, text } from '../../read';
import { invalid, labelFault, required, subdomainFault, when } from './causes';

const EVICTION = ['', 'None', 'LiveMigrate', 'LiveMigrateIfPossible', 'External'];
const HANDLERS = ['tcpSocket', 'httpGet', 'exec', 'guestAgentPing'];

function names(spec: Fields, T: string): StatusCause[] {
  const [hostname, subdomain] = [text(spec, 'hostname'), text(spec, 'subdomain')];
  const [badHost, badDomain] = [hostname && labelFault(hostname), subdomain && subdomainFault(subdomain)];
  return [
    ...when(Boolean(badHost), () => invalid(`${T}.hostname`, `${T}.hostname does not conform to the kubernetes DNS_LABEL rules : ${badHost}`)),
    ...when(Boolean(badDomain), () => invalid(`${T}.subdomain`, `${T}.subdomain does not conform to the kubernetes DNS_SUBDOMAIN rules : ${badDomain}`)),
  ];
}

function strategies(spec: Fields, T: string): StatusCause[] {
  const [eviction, start] = [text(spec, 'evictionStrategy'), text(spec, 'startStrategy')];
  const field = `${T}.startStrategy`;
  const probed = start === 'Paused' && isFields(spec.livenessProbe);
  return [
    ...when(!EVICTION.includes(eviction), () => invalid(`${T}.evictionStrategy`, `${T}.evictionStrategy is set with an unrecognized option: ${eviction}`)),
    ...when(start !== '' && start !== 'Paused', () => invalid(field, `${field} is set with an unrecognized option: ${start}`)),
    ...when(probed, () => invalid(field, `either ${field} or ${T}.livenessProbe should be provided.Pausing VMI with LivenessProbe is not supported`)),
  ];
}

function probe(spec: Fields, name: 'livenessProbe' | 'readinessProbe', T: string): StatusCause[] {
  const found = spec[name];
  if (!isFields(found)) return [];
  const field = `${T}.${name}`;
  const handlers = HANDLERS.filter((handler) => isFields(found[handler])).length;
  if (handlers > 1) return [invalid(field, `${field} must have exactly one probe type set`)];
  const words = `either ${field}.tcpSocket, ${field}.exec or ${field}.httpGet must be set if a ${field} is specified`;
  return when(handlers === 0, () => required(field, words));
}

function dns(spec: Fields, T: string): StatusCause[] {
  const missing = text(spec, 'dnsPolicy') === 'None' && !isFields(spec.dnsConfig);
  return when(missing, () => required(`${T}.dnsConfig`, 'must provide `dnsConfig` when `dnsPolicy` is None'));
}

/** As Kubernetes validates a pod's node affinity; the path lacks `affinity`, as in KubeVirt's answer. */
function nodeAffinity(spec: Fields, T: string): StatusCause[] {
  const terms = items(spec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  const root = `${T}.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  return terms.flatMap((term, index) =>
    items(term, 'matchExpressions').flatMap((expression, position) => {
      const field = `${root}[${index}].matchExpressions[${position}].values`;
      const operator = text(expression, 'operator');
      const values = strings(expression, 'values');
      const lacks = (operator === 'In' || operator === 'NotIn') && values.length === 0;
      return when(lacks, () => invalid(field, `${field}: Required value: must be specified when \`operator\` is 'In' or 'NotIn'`));
    }),
  );
}

/** Host name, strategies, probes, DNS and placement. */
export function schedulingCauses(spec: Fields, T: string): StatusCause[] {
  return [
    ...names(spec, T),
    ...strategies(spec, T),
    ...probe(spec, 'readinessProbe', T),
    ...probe(spec, 'livenessProbe', T),
    ...dns(spec, T),
    ...nodeAffinity(spec, T),
  ];
}

/** Labels that KubeVirt keeps for itself. */
export const RESERVED_LABELS = [
  'kubevirt.io/created-by',
  'kubevirt.io/migrationJobUID',
  'kubevirt.io/nodeName',
  'kubevirt.io/migrationTargetNodeName',
  'kubevirt.io/schedulable',
  'kubevirt.io/install-strategy',
];

export function hasReservedLabel(metadata: unknown): boolean {
  const labels = at(metadata, 'labels');
  return isFields(labels) && RESERVED_LABELS.some((label) => labels[label] !== undefined);
}
