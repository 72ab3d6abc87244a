export interface ClosingStack {
  /** What is opened later is closed earlier. */
  add(close: () => Promise<void>): void
  /** Closes everything once; one failure does not keep the rest open. */
  closeAll(): Promise<void>
}

export function createClosingStack(onFailure: (error: unknown) => void): ClosingStack {
  const stack: (() => Promise<void>)[] = []
  return {
    add: (close) => void stack.push(close),
    async closeAll() {
      for (let close = stack.pop(); close; close = stack.pop()) {
        try {
          await close()
        } catch (error) {
          onFailure(error)
        }
      }
    },
  }
}
