import os from 'node:os';
import { readFileSync } from 'node:fs';
import type { UnknownObject } from '../../contracts/objects';
import { arrayAt, objectAt, stringAt } from '../guests/json';
import { parseQuantity } from '../../contracts/quantity';
import { isRecord } from '../lib/guards';
import type { Exposition, Sampler } from './exposition';

const COMPONENTS = ['virt_api', 'virt_controller', 'virt_handler', 'virt_operator'];

/** The companion plays the parts of KubeVirt's components: they are ready when it answers. */
export function collectComponents(out: Exposition, facts: { version: string; emulation: boolean }): void {
  out.gauge('kubevirt_info', 'Version information.')({ goversion: '', kubeversion: facts.version }, 1);
  out.gauge('kubevirt_configuration_emulation_enabled', 'Whether guests may run without hardware acceleration.')({}, facts.emulation ? 1 : 0);
  for (const component of COMPONENTS) {
    out.gauge(`kubevirt_${component}_ready_status`, `Whether ${component} is ready.`)({}, 1);
  }
  for (const component of ['virt_controller', 'virt_operator']) {
    out.gauge(`kubevirt_${component}_leading_status`, `Whether ${component} leads.`)({}, 1);
  }
  out.gauge('kubevirt_hco_system_health_status', 'Health of the hyperconverged operator: 0 healthy, 1 warning, 2 error.')({ reason: '' }, 0);
  out.gauge('kubevirt_hyperconverged_operator_health_status', 'Health of the operator: 0 healthy, 1 warning, 2 critical.')({ name: 'kubevirt-hyperconverged' }, 0);
}

function availableMemory(): number {
  try {
    const kib = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    return kib ? Number(kib) * 1024 : os.freemem();
  } catch {
    return os.freemem();
  }
}

/** Local nodes are groups of processes on one machine: each shows the whole machine, as node-exporter would. */
function sampleMachine(out: Exposition, instances: readonly string[]): void {
  const total = out.gauge('node_memory_MemTotal_bytes', 'Memory of the machine.');
  const available = out.gauge('node_memory_MemAvailable_bytes', 'Memory of the machine that can be had without swapping.');
  const cpu = out.counter('node_cpu_seconds_total', 'Time the processors spent in each mode.');
  const processors = os.cpus();
  const free = availableMemory();
  for (const instance of instances) {
    total({ instance }, os.totalmem());
    available({ instance }, free);
    processors.forEach(({ times }, index) => {
      const modes = { user: times.user, nice: times.nice, system: times.sys, idle: times.idle, irq: times.irq };
      for (const [mode, milliseconds] of Object.entries(modes)) cpu({ instance, cpu: String(index), mode }, milliseconds / 1000);
    });
  }
}

function resourceOf(name: string): { resource: string; unit: string } {
  const units: Record<string, string> = { cpu: 'core', memory: 'byte', 'ephemeral-storage': 'byte' };
  return { resource: name.replace(/[^a-zA-Z0-9_]/g, '_'), unit: units[name] ?? 'integer' };
}

/** The rows of kube-state-metrics that KubeVirt's rules and the console's pages ask for. */
export function collectNodes(out: Exposition, nodes: readonly UnknownObject[]): void {
  const allocatable = out.gauge('kube_node_status_allocatable', 'What of a node can be given to pods.');
  const unschedulable = out.gauge('kube_node_spec_unschedulable', 'Whether a node takes no new pods.');
  for (const node of nodes) {
    for (const [name, amount] of Object.entries(objectAt(node.status, 'allocatable'))) {
      const value = typeof amount === 'string' ? parseQuantity(amount) : undefined;
      if (value !== undefined) allocatable({ node: node.metadata.name, ...resourceOf(name) }, value);
    }
    unschedulable({ node: node.metadata.name }, objectAt(node, 'spec').unschedulable === true ? 1 : 0);
  }
  sampleMachine(out, nodes.map((node) => node.metadata.name));
}

function sampleRequests(request: Sampler, pod: UnknownObject): void {
  const totals = new Map<string, number>();
  for (const container of arrayAt(pod.spec, 'containers').filter(isRecord)) {
    for (const [name, amount] of Object.entries(objectAt(objectAt(container, 'resources'), 'requests'))) {
      const value = typeof amount === 'string' ? parseQuantity(amount) : undefined;
      if (value !== undefined) totals.set(name, (totals.get(name) ?? 0) + value);
    }
  }
  const labels = { namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, node: stringAt(pod.spec, 'nodeName') ?? '' };
  for (const [name, value] of totals) request({ ...labels, ...resourceOf(name) }, value);
}

export function collectPods(out: Exposition, pods: readonly UnknownObject[]): void {
  const phase = out.gauge('kube_pod_status_phase', 'The phase a pod is in.');
  const request = out.gauge('kube_pod_resource_request', 'What a pod has asked for.');
  for (const pod of pods) {
    phase({ namespace: pod.metadata.namespace ?? '', pod: pod.metadata.name, phase: stringAt(pod.status, 'phase') ?? 'Unknown' }, 1);
    sampleRequests(request, pod);
  }
}
