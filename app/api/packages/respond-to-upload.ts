import { randomUUID } from 'node:crypto'
import { securityHeaders } from '#lib/auth/security-headers.ts'
import { CatalogError } from '#lib/portal/catalog/catalog-error.ts'
import { PackageError } from '#lib/portal/catalog/package/package-error.ts'
import { PackageRefusedError } from '#lib/portal/catalog/package-refused-error.ts'
import type { ReceivedPackage } from '#lib/portal/catalog/receive-package.ts'
import { log } from '#lib/server/log.ts'
import { runtime } from '#lib/server/runtime.ts'

/** What the upload form gets back: the package, or a code of `errors` with the values that its words take. */
export type UploadAnswer =
  | { status: 'received'; package: ReceivedPackage }
  | { status: 'failed'; code: string; values: Record<string, string> }

function answer(content: UploadAnswer, status: number): Response {
  const headers = securityHeaders({ https: runtime().publicUrl.startsWith('https:') })
  return Response.json(content, { status, headers: { ...headers, 'cache-control': 'no-store' } })
}

export function uploadFailure(status: number, code: string, values: Record<string, string> = {}): Response {
  return answer({ status: 'failed', code, values }, status)
}

export async function respondToUpload(receive: () => Promise<ReceivedPackage>): Promise<Response> {
  try {
    return answer({ status: 'received', package: await receive() }, 201)
  } catch (error) {
    if (error instanceof CatalogError) return uploadFailure(statusOf(error), error.code, error.values)
    if (error instanceof PackageError || error instanceof PackageRefusedError) {
      return uploadFailure(422, error.code)
    }
    const reference = randomUUID().slice(0, 8)
    log.error({ err: error, reference }, 'an upload failed')
    return uploadFailure(500, 'unexpected_with_reference', { reference })
  }
}

function statusOf({ code }: CatalogError): number {
  if (code === 'package_too_large') return 413
  return code === 'duplicate_package' ? 409 : 400
}
