/** Something worth telling the person who watches the Mac, in human words. */
export type MacEvent = {
  at: string
  serialNumber: string
  deviceName: string
  type:
    | 'enrolled'
    | 'command'
    | 'result'
    | 'install'
    | 'installed'
    | 'install-failed'
    | 'profile'
    | 'push'
    | 'power'
    | 'left'
    | 'trouble'
  text: string
}

export type MacListener = (event: MacEvent) => void
