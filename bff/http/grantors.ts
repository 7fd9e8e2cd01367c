import { Problem } from '#shared/contract/problem.ts'
import type { Actor } from './actor.ts'

/** How many people are named: one of them is enough. */
const mostPeople = 10

/**
 * Does work for an actor; where it is refused for want of a permission, the refusal also names the people who can grant it.
 * Whoever may not read accounts learns only their roles.
 */
export async function namingGrantors<Result>(
  actor: Actor,
  administrators: () => Promise<string[]>,
  work: () => Promise<Result> | Result,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'not-permitted' || !actor.may('users:read')) throw error
    const people = (await administrators()).slice(0, mostPeople).join(',')
    throw new Problem('not-permitted', { params: { ...error.params, people }, cause: error.cause })
  }
}
