import { openBody } from '#lib/mdm/service/sealed-body.ts'
import { runtime } from '#lib/server/runtime.ts'
import { openSecret, sealSecret } from '#lib/server/seal.ts'

/** What a queued command says to its Mac; the database holds most of them sealed. */
export function commandText(command: { body: string } | null | undefined): string {
  const { masterKey } = runtime()
  const sealing = {
    seal: (plain: Uint8Array) => sealSecret(masterKey, 'mdm', plain),
    unseal: (sealed: Uint8Array) => openSecret(masterKey, 'mdm', sealed),
  }
  return openBody(sealing, command?.body ?? null) ?? ''
}
