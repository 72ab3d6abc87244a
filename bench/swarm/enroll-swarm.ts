import { createConnection } from '#simulator/swarm/connection.ts'
import { enrollSwarmMac } from '#simulator/swarm/enroll-swarm-mac.ts'
import { askAnyServer } from './ask-any-server.ts'
import type { SwarmStage } from './open-swarm-stage.ts'

const linksAtATime = 250

/** Makes links for Macs, a few hundred before they are needed because a link lives for a quarter of an hour. */
async function* makeLinks(stage: SwarmStage) {
  for (let first = 0; first < stage.macs.length; first += linksAtATime) {
    const some = stage.macs.slice(first, first + linksAtATime)
    const links = await askAnyServer<string[]>(stage, 'invite', some.length)
    await stage.apns.ask(
      'register',
      some.map(({ token }) => token),
    )
    for (const [at, mac] of some.entries()) yield { mac, link: links[at] ?? '' }
    if (first > 0 && first % 2500 === 0) stage.say(`${first} Macs have enrolled`)
  }
}

/** Enrols all Macs on both servers by turns. */
export async function enrollSwarm(stage: SwarmStage): Promise<void> {
  const { options, ports, authority } = stage
  const links = makeLinks(stage)
  const lanes = Array.from({ length: options.connections }, async (_, lane) => {
    const connection = createConnection(ports[lane % ports.length] ?? ports[0])
    for await (const { mac, link } of { [Symbol.asyncIterator]: () => ({ next: () => links.next() }) }) {
      await enrollSwarmMac(connection, mac, link, authority)
    }
    connection.close()
  })
  await Promise.all(lanes)
}
