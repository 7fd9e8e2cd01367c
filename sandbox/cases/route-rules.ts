import { destinationCases } from './route-rules/destinations.ts'
import { matchCases } from './route-rules/match.ts'
import { orderCases } from './route-rules/order.ts'
import { unreadableCases } from './route-rules/unreadable.ts'

/** Every sentence of servicecomb.md 3.3 about what Mesher 1.8.0 does with a route rule. */
export const routeRuleCases = [...orderCases, ...matchCases, ...destinationCases, ...unreadableCases]
