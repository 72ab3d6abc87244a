'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '#lib/auth/action.ts'
import { abandonPushRequest } from '#lib/portal/push/abandon-request.ts'
import { importPushCertificate } from '#lib/portal/push/import-certificate.ts'
import { noteAppleAccount } from '#lib/portal/push/note-apple-account.ts'
import { openMailRequest } from '#lib/portal/push/open-mail-request.ts'
import { openVendorRequest } from '#lib/portal/push/open-vendor-request.ts'
import { saveVendorCertificate } from '#lib/portal/push/save-vendor-certificate.ts'
import { takeMailedFile } from '#lib/portal/push/take-mailed-file.ts'
import { readFiles } from './read-files.ts'

const page = '/admin/push'
const words = z.string().optional()
const oneFile = z.instanceof(File)
const moreFiles = z.union([oneFile.transform((file) => [file]), z.array(oneFile)]).optional()

/** Puts a certificate to use, with its key or for our open request. */
export const importCertificate = action(
  {
    role: 'admin',
    input: z.object({
      certificate: oneFile,
      key: oneFile.optional(),
      password: words,
      account: words,
      confirmation: words,
    }),
  },
  async (admin, { certificate, key, password, account, confirmation }) => {
    await importPushCertificate(admin, {
      files: await readFiles(key ? [certificate, key] : [certificate]),
      password: password ?? null,
      account: account ?? null,
      confirmation: confirmation ?? null,
    })
    redirect(`${page}?done=imported`)
  },
)

/** Keeps the vendor certificate with its chain. */
export const saveVendor = action(
  { role: 'admin', input: z.object({ certificate: oneFile, more: moreFiles, password: words }) },
  async (admin, { certificate, more = [], password }) => {
    const files = await readFiles([certificate, ...more])
    await saveVendorCertificate(admin, { files, password: password ?? null })
    redirect(`${page}?way=vendor`)
  },
)

export const requestByVendor = action({ role: 'admin', input: z.object({}) }, async (admin) => {
  await openVendorRequest(admin)
  redirect(page)
})

export const requestByMail = action(
  { role: 'admin', input: z.object({ email: z.email('push_email') }) },
  async (admin, input) => {
    await openMailRequest(admin, input)
    redirect(page)
  },
)

export const takeMail = action(
  { role: 'admin', input: z.object({ file: oneFile }) },
  async (admin, { file }) => {
    const [bytes = new Uint8Array()] = await readFiles([file])
    await takeMailedFile(admin, { file: bytes })
    redirect(page)
  },
)

export const startOver = action({ role: 'admin', input: z.object({}) }, async (admin) => {
  await abandonPushRequest(admin)
  redirect(page)
})

export const noteAccount = action(
  { role: 'admin', input: z.object({ account: words }) },
  async (admin, { account }) => {
    await noteAppleAccount(admin, { account: account ?? null })
    redirect(page)
  },
)
