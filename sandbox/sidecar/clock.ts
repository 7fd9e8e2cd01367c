/** Time as governance needs it; tests bring one that passes when they say so. */
export interface Clock {
  /** Milliseconds from any moment, never backwards. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export const realClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
}
