import type { MdmEventRecord } from '#lib/mdm/server.ts'
import { prisma } from '#lib/server/prisma.ts'

/** Of many answers, those to commands that somebody waits for, who acts on a Mac, lets it go, installs or sends a profile. */
export async function heedFollowedCommands(events: readonly MdmEventRecord[]): Promise<string[]> {
  const answers = events.map(({ id, data }) => ({ id, command: String(data.commandUuid) }))
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT e.id FROM jsonb_to_recordset(${JSON.stringify(answers)}::jsonb) AS e(id text, command text)
    WHERE EXISTS (SELECT FROM device_action a WHERE a.command_ids @> ARRAY[e.command])
      OR EXISTS (SELECT FROM device d WHERE d.removal_command_id = e.command::uuid)
      OR EXISTS (SELECT FROM install i WHERE i.command_id = e.command::uuid)
      OR EXISTS (SELECT FROM profile_install p WHERE p.command_id = e.command::uuid)`
  return rows.map(({ id }) => id)
}
