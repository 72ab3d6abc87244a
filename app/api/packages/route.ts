import type { NextRequest } from 'next/server'
import { hasRole } from '#lib/auth/actor.ts'
import { currentPerson } from '#lib/auth/current-person.ts'
import { receivePackage } from '#lib/portal/catalog/receive-package.ts'
import { env } from '#lib/server/env.ts'
import { isOwnPage } from './is-own-page.ts'
import { respondToUpload, uploadFailure } from './respond-to-upload.ts'

export const dynamic = 'force-dynamic'

/**
 * Takes a package as the raw body of the request; its name stands URL-encoded in X-File-Name. For admins, from our own
 * pages: the header X-Zelf-Upload and the Origin keep other sites' pages from sending one in an admin's name.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const person = await currentPerson()
  if (!person) return uploadFailure(401, 'signed_out')
  if (!hasRole(person, 'admin') || !isOwnPage(request.headers)) return uploadFailure(403, 'forbidden')
  const length = Number(request.headers.get('content-length') ?? '0')
  if (length > env().ZELF_MAX_PACKAGE_BYTES) return uploadFailure(413, 'package_too_large')
  if (!request.body) return uploadFailure(400, 'empty_upload')
  const fileName = decodeName(request.headers.get('x-file-name'))
  const { body } = request
  return respondToUpload(() => receivePackage(person, { content: body, fileName }))
}

function decodeName(value: string | null): string {
  try {
    return decodeURIComponent(value ?? '')
  } catch (error) {
    if (error instanceof URIError) return ''
    throw error
  }
}
