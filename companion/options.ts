import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import table from './options.json';

interface OptionRow {
  name: string;
  value?: string;
  default?: string;
  help: string;
}

export interface Options {
  port: number;
  apiPort: number;
  address: string;
  data: string;
  hypervisor: 'qemu' | 'simulated';
  simulate: number;
  kubeconfig?: string;
  user: string;
  prometheus?: string;
  alertmanager?: string;
  keepGuests: boolean;
  bare: boolean;
}

const rows: readonly OptionRow[] = table;

function parsed(args: readonly string[]): Record<string, string | boolean | undefined> {
  const options = Object.fromEntries(
    rows.map((row) => [row.name, row.value ? { type: 'string' as const, ...(row.default ? { default: row.default } : {}) } : { type: 'boolean' as const, default: false }]),
  );
  return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values as Record<string, string | boolean | undefined>;
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) throw new Error(`--${name} takes a whole number up to ${most}, not "${text}"`);
  return number;
}

function address(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new Error(`--${name} takes an http(s) URL, not "${text}"`);
  return text;
}

/** Reads the command line; throws with one sentence about the first fault. */
export function readOptions(args: readonly string[]): Options {
  const values = parsed(args);
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const simulate = text('simulate') === undefined ? 0 : wholeNumber('simulate', text('simulate') ?? '', 100_000);
  const hypervisor = simulate > 0 ? 'simulated' : text('hypervisor');
  if (hypervisor !== 'qemu' && hypervisor !== 'simulated') throw new Error(`--hypervisor is qemu or simulated, not "${hypervisor ?? ''}"`);
  const kubeconfig = text('kubeconfig');
  const prometheus = address('prometheus', text('prometheus'));
  const alertmanager = address('alertmanager', text('alertmanager'));
  return {
    port: wholeNumber('port', text('port') ?? '', 65_535),
    apiPort: wholeNumber('api-port', text('api-port') ?? '', 65_535),
    address: text('address') ?? '127.0.0.1',
    data: resolve(text('data') ?? '.data'),
    hypervisor,
    simulate,
    user: text('user') ?? 'admin',
    keepGuests: values['keep-guests'] === true,
    bare: values.bare === true,
    ...(kubeconfig ? { kubeconfig: resolve(kubeconfig) } : {}),
    ...(prometheus ? { prometheus } : {}),
    ...(alertmanager ? { alertmanager } : {}),
  };
}
