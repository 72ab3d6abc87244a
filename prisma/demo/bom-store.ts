const headerBytes = 512
const pointerBytes = 8

/**
 * The container below a Bom: numbered blocks, of which some have names. All numbers are big-endian.
 * Layout: header (512 bytes), blocks, names, block table.
 */
export class BomStore {
  // Block 0 is the null block by definition.
  private readonly blocks: Buffer[] = [Buffer.alloc(0)]
  private readonly names: { name: string; block: number }[] = []

  addBlock(content: Buffer): number {
    return this.blocks.push(content) - 1
  }

  addNamedBlock(name: string, content: Buffer): void {
    this.names.push({ name, block: this.addBlock(content) })
  }

  /** A tree with a single node. Keys and values are block numbers; an empty node still takes its full size. */
  addTree(entries: readonly { value: number; key: number }[], nodeBytes: number): Buffer {
    const node = Buffer.alloc(Math.max(nodeBytes, 12 + entries.length * 8))
    node.writeUInt16BE(1, 0) // a leaf
    node.writeUInt16BE(entries.length, 2)
    entries.forEach(({ key, value }, index) => {
      node.writeUInt32BE(key, 12 + index * 8)
      node.writeUInt32BE(value, 16 + index * 8)
    })
    const root = this.addBlock(node)
    return Buffer.concat([
      Buffer.from('tree'),
      numbers(1, root, node.length, entries.length),
      Buffer.alloc(1),
    ])
  }

  encode(): Buffer {
    const names = this.encodeNames()
    const namesAt = headerBytes + this.blocks.reduce((sum, block) => sum + block.length, 0)
    const table = this.encodeTable()
    const header = Buffer.concat([
      Buffer.from('BOMStore'),
      numbers(1, this.blocks.length - 1, namesAt + names.length, table.length, namesAt, names.length),
    ])
    return Buffer.concat([header, Buffer.alloc(headerBytes - header.length), ...this.blocks, names, table])
  }

  private encodeNames(): Buffer {
    const entries = this.names.map(({ name, block }) =>
      Buffer.concat([numbers(block), Buffer.from([name.length]), Buffer.from(name, 'latin1')]),
    )
    return Buffer.concat([numbers(this.names.length), ...entries])
  }

  // After the blocks comes the list of free ones: none, with the two empty pointers that Apple's writer leaves.
  private encodeTable(): Buffer {
    let offset = headerBytes
    const pointers = this.blocks.map((block, index) => {
      const pointer = index === 0 ? numbers(0, 0) : numbers(offset, block.length)
      offset += block.length
      return pointer
    })
    return Buffer.concat([
      numbers(this.blocks.length),
      ...pointers,
      numbers(0),
      Buffer.alloc(2 * pointerBytes),
    ])
  }
}

/** Unsigned 32-bit numbers, one after the other. */
export function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4)
  return bytes
}
