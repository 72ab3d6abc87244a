export type LiveTopic = 'install' | 'request' | 'device' | 'ticket' | 'person'

export interface LiveChange {
  topic: LiveTopic
  id: string
  deviceId?: string | null
}

export interface EventsListener {
  /** The stream is open (again): what happened before is not told, so look once. */
  onReady(): void
  onChange(change: LiveChange): void
  /** The session is over. Nothing more comes. */
  onEnded(): void
}

const firstWaitMilliseconds = 1_000
const longestWaitMilliseconds = 30_000

/** Listens to /api/events, and again after every break, waiting longer each time. Returns what stops it. */
export function connectEvents(listener: EventsListener): () => void {
  let wait = firstWaitMilliseconds
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const stop = () => {
    stopped = true
    clearTimeout(timer)
    source?.close()
  }
  const connect = () => {
    const stream = new EventSource('/api/events')
    source = stream
    stream.addEventListener('ready', () => {
      wait = firstWaitMilliseconds
      listener.onReady()
    })
    stream.addEventListener('change', (event) => listener.onChange(JSON.parse(event.data)))
    stream.addEventListener('ended', () => {
      stop()
      listener.onEnded()
    })
    const comeBack = () => {
      stream.close()
      if (stopped) return
      timer = setTimeout(connect, wait * (0.75 + Math.random() / 2))
      wait = Math.min(wait * 2, longestWaitMilliseconds)
    }
    // Newer pages took its place: no hurry, or they would take places from each other all the time.
    stream.addEventListener('crowded', () => {
      wait = longestWaitMilliseconds
      comeBack()
    })
    stream.addEventListener('error', comeBack)
  }
  connect()
  return stop
}
