/**
 * Asks that are answered many at a time.
 * Source: docs/architecture.md (the hot path)
 */
export type Batch<Ask, Answer> = (ask: Ask) => Promise<Answer>

/**
 * answer      one answer for each ask, in their order; called again for each ask alone when it fails for several
 * keyOf       asks of one key never share a batch, so that none sees half of what another does
 * maxSize     asks in one batch
 * Source: docs/architecture.md (the hot path)
 */
export type BatchOptions<Ask, Answer> = {
  answer(asks: readonly Ask[]): Promise<Answer[]>
  keyOf(ask: Ask): string
  maxSize: number
}

type Waiting<Ask, Answer> = { ask: Ask; resolve(answer: Answer): void; reject(error: unknown): void }

// As many as make a round trip worth its price; more are taken when more have come.
const worthwhile = 8
// While each turn of the event loop brings more, the next one is waited for: less than a millisecond.
const maxTurns = 4
// A batch that waits for a lock must not hold up those that came later.
const patienceMs = 20
const maxUnderWay = 8

/**
 * Gathers what is asked while more is coming in or an earlier batch is under way: a quiet server answers each ask at
 * once, a busy one pays for a round trip and a commit once for many.
 * Source: docs/architecture.md (the hot path)
 */
export function createBatch<Ask, Answer>(options: BatchOptions<Ask, Answer>): Batch<Ask, Answer> {
  let waiting: Waiting<Ask, Answer>[] = []
  let underWay = 0
  let timer: NodeJS.Timeout | null = null
  let isComing = false

  const send = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    isComing = false
    const { batch, rest } = takeBatch(waiting, options)
    waiting = rest
    underWay += 1
    settle(batch, options).finally(() => {
      underWay -= 1
      consider()
    })
    consider()
  }
  const gather = (before: number, turnsLeft: number): void => {
    const isGrowing = waiting.length > before && waiting.length < worthwhile
    if (isGrowing && turnsLeft > 0) setImmediate(gather, waiting.length, turnsLeft - 1)
    else send()
  }
  const consider = (): void => {
    if (waiting.length === 0 || isComing) return
    if (underWay === 0 || (waiting.length >= worthwhile && underWay < maxUnderWay)) {
      isComing = true
      setImmediate(gather, waiting.length, maxTurns)
    } else timer ??= setTimeout(losePatience, patienceMs)
  }
  const losePatience = (): void => {
    timer = null
    if (waiting.length > 0 && underWay < maxUnderWay && !isComing) send()
  }
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject })
      consider()
    })
}

function takeBatch<Ask, Answer>(
  waiting: Waiting<Ask, Answer>[],
  { keyOf, maxSize }: BatchOptions<Ask, Answer>,
): { batch: Waiting<Ask, Answer>[]; rest: Waiting<Ask, Answer>[] } {
  const keys = new Set<string>()
  const batch: Waiting<Ask, Answer>[] = []
  const rest: Waiting<Ask, Answer>[] = []
  for (const one of waiting) {
    const key = keyOf(one.ask)
    if (batch.length < maxSize && !keys.has(key)) {
      keys.add(key)
      batch.push(one)
    } else rest.push(one)
  }
  return { batch, rest }
}

async function settle<Ask, Answer>(
  batch: Waiting<Ask, Answer>[],
  options: BatchOptions<Ask, Answer>,
): Promise<void> {
  try {
    const answers = await options.answer(batch.map((one) => one.ask))
    if (answers.length !== batch.length) throw new Error('a batch was not answered whole')
    for (const [place, one] of batch.entries()) one.resolve(answers[place] as Answer)
  } catch (error) {
    const [first, ...others] = batch
    if (others.length === 0) first?.reject(error)
    else await Promise.all(batch.map((one) => settle([one], options)))
  }
}
