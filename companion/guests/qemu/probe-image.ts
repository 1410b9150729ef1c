/** Exit code of QEMU when the payload of the probe has run: isa-debug-exit turns a written value v into 2v + 1. */
export const probeExitCode = 0x21;

const loadAddress = 0x7c00;
/** SeaBIOS reads the boot disk in whole tracks: smaller images are not booted. */
const imageBytes = 1 << 20;

const le16 = (value: number) => [value & 0xff, value >> 8];
const le32 = (value: number) => [...le16(value & 0xffff), ...le16(value >>> 16)];

/** Real mode: page tables that map the first two mebibytes onto themselves, then long mode. */
const enterLongMode = (gdtPointer: number, longMode: number) => [
  ...[0xfa, 0x31, 0xc0, 0x8e, 0xd8, 0x8e, 0xc0, 0x8e, 0xd0], // cli; ax = ds = es = ss = 0
  ...[0x66, 0xbf, ...le32(0x1000), 0x66, 0xb9, ...le32(0xc00), 0x66, 0x31, 0xc0, 0xfc, 0xf3, 0x66, 0xab], // clear 0x1000-0x3fff
  ...[0x66, 0xc7, 0x06, ...le16(0x1000), ...le32(0x2003)], // PML4[0]
  ...[0x66, 0xc7, 0x06, ...le16(0x2000), ...le32(0x3003)], // PDPT[0]
  ...[0x66, 0xc7, 0x06, ...le16(0x3000), ...le32(0x83)], // PD[0]: a 2 MiB page
  ...[0x0f, 0x20, 0xe0, 0x66, 0x83, 0xc8, 0x20, 0x0f, 0x22, 0xe0], // cr4 |= PAE
  ...[0x66, 0xb8, ...le32(0x1000), 0x0f, 0x22, 0xd8], // cr3 = PML4
  ...[0x66, 0xb9, ...le32(0xc0000080), 0x0f, 0x32, 0x66, 0x0d, ...le32(0x100), 0x0f, 0x30], // EFER |= LME
  ...[0x0f, 0x01, 0x16, ...le16(gdtPointer)], // lgdt
  ...[0x0f, 0x20, 0xc0, 0x66, 0x0d, ...le32(0x80000001), 0x0f, 0x22, 0xc0], // cr0 |= PG | PE
  ...[0xea, ...le16(longMode), ...le16(8)], // jmp 8:longMode
];

/** Long mode: some honest work, then the word that it is done. */
const work = [
  ...[0xb9, ...le32(10_000_000), 0xff, 0xc9, 0x75, 0xfc], // count down
  ...[0xb0, probeExitCode >> 1, 0xe6, 0xf4, 0xf4, 0xeb, 0xfd], // out f4,al; hlt for ever
];

const gdt = [...le32(0), ...le32(0), ...[0, 0, 0, 0, 0, 0x9a, 0x20, 0]];

/** A disk whose boot sector reaches 64-bit mode with paging, counts to ten million and ends QEMU with `probeExitCode`. */
export function probeImage(): Buffer {
  const longMode = loadAddress + enterLongMode(0, 0).length;
  const table = longMode + work.length;
  const pointer = table + gdt.length;
  const image = Buffer.alloc(imageBytes);
  image.set([...enterLongMode(pointer, longMode), ...work, ...gdt, ...le16(gdt.length - 1), ...le32(table)]);
  image.writeUInt16LE(0xaa55, 510);
  return image;
}
