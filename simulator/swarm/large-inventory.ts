import type { SwarmMac } from './swarm-mac.ts'

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
`

/** A list of apps of about so many bytes, which Macs that are set up alike have in common. */
export function makeLargeAppList(sizeBytes: number): Buffer {
  const apps: string[] = []
  for (let size = 0, at = 0; size < sizeBytes; at++) {
    const app = `\t\t<dict>
\t\t\t<key>BundleSize</key>
\t\t\t<integer>${4_000_000 + at * 1013}</integer>
\t\t\t<key>Identifier</key>
\t\t\t<string>nl.voorbeeld.app-${at}</string>
\t\t\t<key>Installing</key>
\t\t\t<false/>
\t\t\t<key>Name</key>
\t\t\t<string>Voorbeeld ${at}</string>
\t\t\t<key>ShortVersion</key>
\t\t\t<string>${1 + (at % 9)}.${at % 13}.${at % 7}</string>
\t\t\t<key>Version</key>
\t\t\t<string>${20_000 + at}</string>
\t\t</dict>
`
    apps.push(app)
    size += app.length
  }
  const list = `\t<key>InstalledApplicationList</key>\n\t<array>\n${apps.join('')}\t</array>\n`
  return Buffer.from(`${list}\t<key>Status</key>\n\t<string>Acknowledged</string>\n`)
}

/** The pieces of an answer to InstalledApplicationList; the middle one is the same for all. */
export function largeInventoryPieces(mac: SwarmMac, commandUuid: string, appList: Buffer): Buffer[] {
  const command = `\t<key>CommandUUID</key>\n\t<string>${commandUuid}</string>\n`
  const tail = `\t<key>UDID</key>\n\t<string>${mac.udid}</string>\n</dict>\n</plist>\n`
  return [Buffer.from(head + command), appList, Buffer.from(tail)]
}
