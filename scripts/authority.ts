// npm run authority -- list | roll-over | distrust <id>: the authorities that issue the identities of Macs.
import type { MdmServer } from '#lib/mdm/server.ts'
import { withMdm } from './with-mdm.ts'

const usage = `Usage: npm run authority -- <what>
  list           the authorities, and how many enrolled Macs speak with an identity of each
  roll-over      make a new one; Macs get a new identity from it in the coming days
  distrust <id>  stop believing a retired one at once: its remaining Macs have to enrol again`

const day = (date: Date) => date.toISOString().slice(0, 10)

async function list(mdm: MdmServer): Promise<void> {
  for (const { id, state, subject, createdAt, notAfter, identities } of await mdm.authorities()) {
    const age = `since ${day(createdAt)}, until ${day(notAfter)}`
    console.log(`${id.padEnd(20)} ${state.padEnd(10)} ${age}, ${identities} Macs, ${subject}`)
  }
}

async function rollOver(mdm: MdmServer): Promise<void> {
  const { id, notAfter } = await mdm.rollOverAuthority()
  console.log(`${id} issues identities from now on, until ${day(notAfter)}.`)
  console.log('The one before stays trusted. Macs are asked to fetch a new identity, some every minute.')
}

async function distrust(mdm: MdmServer, id: string): Promise<void> {
  await mdm.distrustAuthority(id)
  console.log(`${id} is distrusted. Servers that run hear of it within a minute.`)
}

const [what, id, ...rest] = process.argv.slice(2)
if (what === 'list' && !id) await withMdm(list)
else if (what === 'roll-over' && !id) await withMdm(rollOver)
else if (what === 'distrust' && id && rest.length === 0) await withMdm((mdm) => distrust(mdm, id))
else {
  console.error(usage)
  process.exitCode = 1
}
