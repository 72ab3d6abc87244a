/** How a simulated Mac behaves when it is not at its best. */
export type Behaviours = {
  /** Milliseconds between steps. */
  slowMs: number
  /** NotNow this many times to each command that is not a query. */
  busyTimes: number
  /** After NotNow the Mac asks again by itself when this has passed. */
  busyPollMs: number
  /** After enrolling: never polls (true), or not for this many seconds. */
  offline: boolean | number
  /** The person at the Mac declines each app. */
  refuse: boolean
  /** InstallEnterpriseApplication is answered with an error, or the downloaded package does not fit its hashes. */
  fail: 'command' | 'download' | null
  downloadBytesPerSecond: number | null
  /** From the end of the download until the app is listed. */
  installMs: number
  restartMs: number
  pollSeconds: number
  userChannel: boolean
  /** How far its clock is ahead of the right time; behind when negative. */
  clockAheadMs: number
  retry: RetryPolicy
}

export type RetryPolicy = { attempts: number; firstMs: number; longestMs: number }

export const wellBehaved: Behaviours = {
  slowMs: 0,
  busyTimes: 0,
  busyPollMs: 3000,
  offline: false,
  refuse: false,
  fail: null,
  downloadBytesPerSecond: null,
  installMs: 1500,
  restartMs: 4000,
  pollSeconds: 0,
  userChannel: false,
  clockAheadMs: 0,
  retry: { attempts: 10, firstMs: 500, longestMs: 30_000 },
}
