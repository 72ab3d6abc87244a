import { env } from '#lib/server/env.ts'

/** Too large to be downloaded without a word to the person at the Mac (ZELF_LARGE_PACKAGE_BYTES). */
export function isLargePackage(sizeBytes: bigint | number): boolean {
  return sizeBytes >= env().ZELF_LARGE_PACKAGE_BYTES
}
