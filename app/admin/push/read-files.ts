import { maxPushFileBytes } from '#lib/portal/push/schema.ts'

/** A file that is too large to be a certificate; the code is a key of the interface's messages. */
class FileTooLargeError extends Error {
  readonly code = 'push_file_too_large'
}

/** The bytes of uploaded files, none of which may be larger than any certificate is. */
export async function readFiles(files: readonly File[]): Promise<Uint8Array<ArrayBuffer>[]> {
  if (files.some((file) => file.size > maxPushFileBytes)) throw new FileTooLargeError('a file is too large')
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())))
}
