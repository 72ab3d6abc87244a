/** The demo has a push service of its own, which another certificate would cut it off from. */
export class PushDemoError extends Error {
  readonly code = 'push_demo'
}
