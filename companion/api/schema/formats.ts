import { isIP } from 'node:net';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DURATION = /^([+-]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d|w))+$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const MAC = /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i;
const HOSTNAME = /^([a-zA-Z0-9](-*[a-zA-Z0-9])*)(\.[a-zA-Z0-9](-*[a-zA-Z0-9])*)*\.?$/;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function isCidr(value: string): boolean {
  const [address = '', bits = ''] = value.split('/');
  const family = isIP(address);
  return family !== 0 && /^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

function isUri(value: string): boolean {
  return value.startsWith('/') || URL.canParse(value);
}

const formats: Record<string, (value: string) => boolean> = {
  'date-time': (value) => DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
  datetime: (value) => DATE_TIME.test(value),
  date: (value) => DATE.test(value) && !Number.isNaN(Date.parse(value)),
  duration: (value) => DURATION.test(value),
  uuid: (value) => UUID.test(value),
  mac: (value) => MAC.test(value),
  ipv4: (value) => isIP(value) === 4,
  ipv6: (value) => isIP(value) === 6,
  cidr: isCidr,
  hostname: (value) => value.length <= 255 && HOSTNAME.test(value),
  email: (value) => /^[^@\s]+@[^@\s]+$/.test(value),
  byte: (value) => BASE64.test(value),
  uri: isUri,
};

/** The test of a string format; undefined for formats the API server does not check. */
export function formatTest(format: string | undefined): ((value: string) => boolean) | undefined {
  return format !== undefined && Object.hasOwn(formats, format) ? formats[format] : undefined;
}
