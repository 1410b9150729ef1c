/** Header of an ELF core file for x86-64 without any segment: a simulated guest has no memory. */
export function emptyCore(): Buffer {
  const header = Buffer.alloc(64);
  // Magic, 64 bit, little-endian, version 1.
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(4, 16); // ET_CORE
  header.writeUInt16LE(62, 18); // EM_X86_64
  header.writeUInt32LE(1, 20);
  header.writeUInt16LE(64, 52); // size of this header
  header.writeUInt16LE(56, 54); // size of a program header
  return header;
}
