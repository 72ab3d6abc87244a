/** A file or folder as a package installs it, by its path below the install location ("." is that place itself). */
export interface InstalledFile {
  path: string
  mode: number
  content: Buffer | null
}

export const fileTypeBits = { directory: 0o040000, regular: 0o100000 }

/** The mode with its file type, as cpio and Bom write it. */
export function fullMode({ mode, content }: InstalledFile): number {
  return mode | (content ? fileTypeBits.regular : fileTypeBits.directory)
}

/** Owner of everything installed: root, group wheel. */
export const owner = { userId: 0, groupId: 0 }
