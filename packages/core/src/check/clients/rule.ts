import type { RuleCode } from '../rules.js'
import type { ClientFact } from './facts.js'
import type { ClientEffect, ClientName } from './names.js'

/** What breaks a client: a rule of the checker, or a fact. */
export interface ClientRule {
  readonly client: ClientName
  readonly because: RuleCode | ClientFact
  /** Where: matched with the type of the event, the path in it and the message, in this order. */
  readonly on?: RegExp | undefined
  readonly effect: ClientEffect
  /** What the client says or does. */
  readonly how: string
}

type Cause = RuleCode | ClientFact | readonly [RuleCode, on: RegExp]

/** Rows of one effect: a cause or several, and what the clients do then. */
export function rules(
  clients: readonly ClientName[],
  effect: ClientEffect,
  rows: readonly (readonly [causes: Cause | readonly Cause[], how: string])[],
): readonly ClientRule[] {
  return rows.flatMap(([causes, how]) =>
    listOf(causes).flatMap((cause) => {
      const [because, on] = typeof cause === 'string' ? [cause] : cause
      return clients.map((client): ClientRule => ({ client, because, on, effect, how }))
    }),
  )
}

function listOf(causes: Cause | readonly Cause[]): readonly Cause[] {
  return typeof causes === 'string' || causes[1] instanceof RegExp ? [causes as Cause] : (causes as readonly Cause[])
}
