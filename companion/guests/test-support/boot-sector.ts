/**
 * A disk image of one mebibyte whose boot sector prints `text` on the serial line and the screen, then echoes what it
 * hears on the serial line. It obeys two letters: `q` powers the machine off by ACPI, `r` resets it by the keyboard controller.
 */
export function bootSectorImage(text: string): Buffer {
  const image = Buffer.alloc(1 << 20);
  const code = bootCode();
  const message = Buffer.from(`${text}\r\n\0`, 'latin1');
  if (code.length + message.length > 510) throw new Error('the text does not fit into a boot sector');
  code.copy(image);
  message.copy(image, code.length);
  image.writeUInt16LE(0x7c00 + code.length, messageAddressAt);
  image.writeUInt16LE(0xaa55, 510);
  return image;
}

const messageAddressAt = 6;

function bootCode(): Buffer {
  return Buffer.from([
    ...[0x31, 0xc0, 0x8e, 0xd8, 0xfb], // xor ax,ax; mov ds,ax; sti
    ...[0xbe, 0x00, 0x00], // mov si,message
    // print:
    ...[0xac, 0x84, 0xc0, 0x74, 0x0d], // lodsb; test al,al; jz wait
    ...[0xba, 0xf8, 0x03, 0xee], // mov dx,3f8; out dx,al
    ...[0xb4, 0x0e, 0xbb, 0x07, 0x00, 0xcd, 0x10, 0xeb, 0xee], // mov ah,0e; mov bx,7; int 10; jmp print
    // wait: the timer interrupt ends every hlt
    ...[0xf4, 0xba, 0xfd, 0x03, 0xec, 0xa8, 0x01, 0x74, 0xf7], // hlt; mov dx,3fd; in al,dx; test al,1; jz wait
    ...[0xba, 0xf8, 0x03, 0xec, 0xee], // mov dx,3f8; in al,dx; out dx,al
    ...[0x3c, 0x72, 0x75, 0x04, 0xb0, 0xfe, 0xe6, 0x64], // cmp al,'r'; jne +4; mov al,fe; out 64,al
    ...[0x3c, 0x71, 0x75, 0xe6], // cmp al,'q'; jne wait
    ...[0xba, 0x04, 0x06, 0xb8, 0x00, 0x20, 0xef], // mov dx,604; mov ax,2000; out dx,ax (S5 of q35)
    ...[0xeb, 0xdd], // jmp wait
  ]);
}
