import type { Answer } from './governance.ts'
import type { Reply } from './http-call.ts'
import { providerRefusals } from './java/refusal.ts'
import { text } from './listener.ts'
import type { Outcome } from './span.ts'

/** The data plane's own answer in place of the called instance's. */
export const refusal = (outcome: Outcome, status: number, sentence: string): Answer => ({
  reply: text(status, sentence),
  outcome,
  error: sentence,
  answered: false,
})

/** Answers by which the data plane beside the called application refuses a call: only the body tells them apart (servicecomb.md 4.5). */
const refusedByProvider: readonly { status: number; body: string; outcome: Outcome }[] = [
  { status: 502, body: 'too many requests', outcome: 'limited' },
  ...Object.values(providerRefusals).map(({ status, message, outcome }) => ({
    status,
    body: JSON.stringify({ message }),
    outcome,
  })),
]

/** What an answer from another instance came to, in the same words as that instance's own half of the record. */
export function outcomeOf({ status, body }: Reply): Outcome {
  const refused = refusedByProvider.find((each) => each.status === status && each.body === body)
  return refused?.outcome ?? (status >= 500 ? 'failed' : 'ok')
}
