import { setTimeout as wait } from 'node:timers/promises'
import type { SourceValue } from '@strict-responses/node'
import { type Plan, saidOf } from './plan.js'

/** The longest that a timer waits. */
const FOR_EVER = 2 ** 31 - 1

/** The agent of a plan: says what the upstream would, and breaks as that does. */
export async function* agent(plan: Plan, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<SourceValue> {
  const { upstream, pause } = plan
  const { reasoning, text, args } = saidOf(plan)
  for (const word of reasoning) yield { reasoning: word }
  for (const word of text) {
    await wait(pause, undefined, { signal })
    yield word
  }
  if (args.length > 0) yield { toolCall: { name: 'get_weather', arguments: args.join('') } }
  if (upstream === 'stall') await wait(FOR_EVER, undefined, { signal })
  if (upstream === 'reset' || upstream === 'cut' || upstream === 'error') throw new Error('The agent broke.')
}
