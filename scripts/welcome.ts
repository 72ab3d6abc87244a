import type { DemoPerson } from '#lib/portal/accounts/demo-people.ts'

const demoWords = (people: DemoPerson[]) => `
  This is a demo. Sign in with one click as
${people.map(({ name, role }) => `    ${name.padEnd(16)} ${role}`).join('\n')}

  Pretended: the Macs (three of them enrol by themselves and speak Apple's protocol over HTTP), Apple's push
  service, and the apps, which are real signed packages of our own. All else is as in production: the
  MDM server, its certificates, the database and the jobs.
  Another Mac: choose "Enrol a Mac", copy the link, and run   npm run mac -- enroll <link>
`

/** What the terminal says when everything runs. */
export function welcome(publicUrl: string, people: DemoPerson[] | null): string {
  return `
Zelf is ready:  ${publicUrl}
${people ? demoWords(people) : ''}
  Stop with Ctrl-C.
`
}
