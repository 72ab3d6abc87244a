const polynomial = 0x04c11db7

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let remainder = index << 24
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = remainder & 0x80000000 ? (remainder << 1) ^ polynomial : remainder << 1
  }
  return remainder >>> 0
})

/** The CRC that POSIX's `cksum` prints: over the bytes, then over their count; a Bom holds it for each file. */
export function posixChecksum(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) crc = step(crc, byte)
  for (let length = bytes.length; length > 0; length = Math.floor(length / 256)) crc = step(crc, length % 256)
  return ~crc >>> 0
}

function step(crc: number, byte: number): number {
  return ((crc << 8) ^ (table[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0
}
