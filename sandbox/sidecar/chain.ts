/** One step of a chain: answers by itself, or asks the next one, once or several times. */
export interface Handler<Message, Answer> {
  /** As chassis.yaml names it: `bizkeeper-consumer`. */
  name: string
  handle(message: Message, next: (message: Message) => Promise<Answer>): Promise<Answer>
}

/** The handlers in their order, then `end`. */
export function chainOf<Message, Answer>(
  handlers: readonly Handler<Message, Answer>[],
  end: (message: Message) => Promise<Answer>,
): (message: Message) => Promise<Answer> {
  return handlers.reduceRight<(message: Message) => Promise<Answer>>(
    (next, handler) => (message) => handler.handle(message, next),
    end,
  )
}
