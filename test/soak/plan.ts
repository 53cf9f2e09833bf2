import { caseNumber, Random } from '../fuzz/random.js'

export const ADAPTERS = ['express', 'fastify', 'koa'] as const
export type Adapter = (typeof ADAPTERS)[number]

/** How a route comes to its stream. */
export const ROUTES = ['http.request', 'fetch', 'streamResponse'] as const
export type RouteKind = (typeof ROUTES)[number]

/** What an upstream does, and how often, in percent. */
export const UPSTREAMS = {
  none: 35,
  slow: 15,
  reset: 12,
  cut: 12,
  stall: 8,
  error: 6,
  garbage: 6,
  'after the end': 6,
} as const
export type UpstreamFault = keyof typeof UPSTREAMS

/** What a client does, and how often, in percent. */
export const CLIENTS = { reads: 55, 'reads slowly': 15, stalls: 10, leaves: 15, 'never reads': 5 } as const
export type ClientFault = keyof typeof CLIENTS

/** Everything about one stream; the same seed and number give the same plan. */
export interface Plan {
  readonly adapter: Adapter
  readonly route: RouteKind
  readonly dialect: 'responses' | 'chat-completions'
  readonly upstream: UpstreamFault
  readonly client: ClientFault
  readonly reasoning: readonly string[]
  readonly text: readonly string[]
  readonly args: readonly string[]
  /** After how many frames the fault comes. */
  readonly at: number
  /** Milliseconds between two pieces. */
  readonly pause: number
  /** Milliseconds for which a client stalls, or does not read before it leaves. */
  readonly stall: number
  /** After how many bytes a client leaves. */
  readonly leaveAt: number
}

/** One of the names, as often as its percents say. */
function weighted<Name extends string>(chance: Random, percents: Readonly<Record<Name, number>>): Name {
  const names = Object.keys(percents) as Name[]
  return chance.pick(names.flatMap((name) => Array.from({ length: percents[name] }, () => name)))
}

const WORDS = [
  'the ',
  'weather ',
  'é',
  '👋🏽 ',
  '\n\n',
  'data: ',
  '"quoted" ',
  '\\',
  '漢字',
  'x'.repeat(300),
  ' ',
  '{}',
  '<b>',
]

/** Who does not read is met by more than sockets hold, or it would never be noticed. */
const LENGTHS: Readonly<Partial<Record<ClientFault, number>>> = { 'never reads': 64_000, stalls: 4000 }

const words = (chance: Random, most: number): string[] =>
  Array.from({ length: 1 + chance.below(most) }, () => chance.pick(WORDS) + chance.pick(WORDS))

const STALL_MS = 2000

/** The plan of stream `number`; its pauses are divided by `pace`. */
export function planOf(seed: number, number: number, pace = 1): Plan {
  const chance = new Random(caseNumber(seed, number))
  const client = weighted(chance, CLIENTS)
  const upstream = weighted(chance, UPSTREAMS)
  const text = words(chance, 30).map((word) => word.padEnd(LENGTHS[client] ?? 0, 'long '))
  const reasoning = chance.chance(0.4) ? words(chance, 8) : []
  const args = chance.chance(0.4) ? ['{"city":', ` "${chance.below(1e6)}`, '"}'] : []
  return {
    adapter: chance.pick(ADAPTERS),
    route: chance.pick(ROUTES),
    dialect: chance.pick(['responses', 'chat-completions'] as const),
    upstream,
    client,
    reasoning,
    text,
    args,
    at: 1 + chance.below(reasoning.length + text.length + args.length),
    pause: (upstream === 'slow' ? 800 + chance.below(700) : 100 + chance.below(500)) / pace,
    stall: STALL_MS / pace,
    leaveAt: chance.below(20_000),
  }
}

/** What breaks off, or ends in an error, after `at` pieces. */
const BROKEN: ReadonlySet<UpstreamFault> = new Set(['reset', 'cut', 'stall', 'error'])

/** The pieces that are said, in the order of reasoning, text and arguments. */
export interface Said {
  readonly reasoning: readonly string[]
  readonly text: readonly string[]
  readonly args: readonly string[]
}

/** What is really said of a plan: an agent says its calls whole. */
export function saidOf(plan: Plan): Said {
  const { reasoning, text, args, upstream, at, route } = plan
  if (!BROKEN.has(upstream)) return { reasoning, text, args }
  const rest = Math.max(0, at - reasoning.length - text.length)
  return {
    reasoning: reasoning.slice(0, at),
    text: text.slice(0, Math.max(0, at - reasoning.length)),
    args: args.slice(0, route === 'streamResponse' && rest > 0 ? args.length : rest),
  }
}
