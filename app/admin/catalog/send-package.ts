import { z } from 'zod'

const answerShape = z.discriminatedUnion('status', [
  z.object({ status: z.literal('received'), package: z.object({ packageId: z.string() }) }),
  z.object({ status: z.literal('failed'), code: z.string(), values: z.record(z.string(), z.string()) }),
])

export type SendAnswer = z.output<typeof answerShape>

const brokenOff: SendAnswer = { status: 'failed', code: 'upload_broken_off', values: {} }

function readAnswer(text: string): SendAnswer {
  try {
    return answerShape.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return brokenOff
    throw error
  }
}

/**
 * Sends a package and tells how far it is; fetch cannot say that of what it sends, so this is an XMLHttpRequest.
 *
 * onProgress  0 to 100; after 100 the server reads the package
 * onAnswer    once, unless it was stopped
 * returns     what stops it
 */
export function sendPackage(
  file: File,
  on: { progress: (percent: number) => void; answer: (answer: SendAnswer) => void },
): () => void {
  const request = new XMLHttpRequest()
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    if (total > 0) on.progress(Math.floor((loaded / total) * 100))
  })
  request.addEventListener('load', () => on.answer(readAnswer(request.responseText)))
  request.addEventListener('error', () => on.answer(brokenOff))
  request.open('POST', '/api/packages')
  request.setRequestHeader('content-type', 'application/octet-stream')
  request.setRequestHeader('x-zelf-upload', '1')
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
  request.send(file)
  return () => request.abort()
}
