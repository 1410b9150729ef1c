/** Pod addresses, each given once at a time. */
export interface AddressPool {
  take(): string;
  giveBack(address: string): void;
}

const firstHost = 2;

/** Addresses of 10.128.0.0/9, lowest first; those given back are used again. */
export function createAddressPool(): AddressPool {
  const free: string[] = [];
  let next = firstHost;
  const address = (index: number) => `10.${128 + (index >> 16)}.${(index >> 8) & 0xff}.${index & 0xff}`;
  return {
    take: () => {
      const again = free.pop();
      if (again) return again;
      // .0 and .255 look wrong to people.
      while ((next & 0xff) < firstHost || (next & 0xff) === 0xff) next += 1;
      next += 1;
      return address(next - 1);
    },
    giveBack: (used) => void free.push(used),
  };
}
