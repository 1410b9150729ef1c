/** An address as a number with its width, or undefined when it is none. */
function parseAddress(text: string): { value: bigint; bits: number } | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): { value: bigint; bits: number } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = (value << 8n) | BigInt(part);
  }
  return { value, bits: 32 };
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

function parseV6(text: string): { value: bigint; bits: number } | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array<string>(missing).fill('0'), ...tail]) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    value = (value << 16n) | BigInt(`0x${group}`);
  }
  return { value, bits: 128 };
}

/** Compiles `10.0.0.0/8` or `fd00::/16` to a test of addresses; undefined when it is no CIDR. */
export function cidrMatcher(cidr: string): ((address: string) => boolean) | undefined {
  const [base, length, more] = cidr.split('/');
  if (base === undefined || length === undefined || more !== undefined || !/^\d{1,3}$/.test(length)) return undefined;
  const network = parseAddress(base);
  const prefix = Number(length);
  if (!network || prefix > network.bits) return undefined;
  const shift = BigInt(network.bits - prefix);
  const wanted = network.value >> shift;
  return (address) => {
    const parsed = parseAddress(address);
    return parsed !== undefined && parsed.bits === network.bits && parsed.value >> shift === wanted;
  };
}
