import type { Dialect, Profile } from '@strict-responses/core'
import { type FuzzFrame, toText } from './frames.js'
import { CORRUPTIONS, FRAMINGS } from './framings.js'
import { MUTATIONS } from './mutations.js'
import { Random } from './random.js'
import { declared } from './secrets.js'
import { type Seed, type Seeds, STREAM_DIALECTS, type StreamDialect } from './seeds.js'

/** One change of the stream, with the number that its own choices are drawn from. */
export interface Step {
  readonly kind: keyof typeof MUTATIONS | keyof typeof FRAMINGS | keyof typeof CORRUPTIONS | 'secret'
  readonly number: number
}

/** Under which conditions a stream is normalized. */
export interface Conditions {
  readonly profile: Profile
  readonly dialect: 'auto' | Dialect
  /** Whether the route ends or throws. */
  readonly ending: 'end' | 'fail'
  /** Draws the places at which the bytes are cut into chunks. */
  readonly cuts: number
}

/** One case: a stream, what goes wrong with it, and how it is normalized. */
export interface Plan {
  readonly seed: Seed
  readonly other: Seed
  readonly steps: readonly Step[]
  readonly conditions: Conditions
}

const MUTATION_KINDS = Object.keys(MUTATIONS) as (keyof typeof MUTATIONS)[]
const FRAMING_KINDS = Object.keys(FRAMINGS) as (keyof typeof FRAMINGS)[]
const CORRUPTION_KINDS = Object.keys(CORRUPTIONS) as (keyof typeof CORRUPTIONS)[]

/** Everything that can go wrong, by name. */
export const KINDS: readonly Step['kind'][] = [...MUTATION_KINDS, 'secret', ...FRAMING_KINDS, ...CORRUPTION_KINDS]

const dialectFor = (own: StreamDialect, random: Random): Conditions['dialect'] => {
  const at = random.unit()
  if (at < 0.45) return 'auto'
  if (at < 0.9) return own
  return at < 0.95 ? 'text' : random.pick(STREAM_DIALECTS)
}

/** The case of a number. */
export function planOf(number: number, seeds: Seeds): Plan {
  const random = new Random(number)
  const dialect = random.chance(0.5) ? 'responses' : random.pick(STREAM_DIALECTS)
  // The shortest of three: long recordings say the same for longer.
  const drawn = [random.pick(seeds[dialect]), random.pick(seeds[dialect]), random.pick(seeds[dialect])]
  const seed = drawn.reduce((a, b) => (b.length < a.length ? b : a))
  const other = random.pick(seeds[random.chance(0.9) ? dialect : random.pick(STREAM_DIALECTS)])
  const step = <K extends Step['kind']>(kinds: readonly K[]): Step => ({
    kind: random.pick(kinds),
    number: random.fork(),
  })
  const steps = Array.from({ length: 1 + random.below(4) }, () => step(MUTATION_KINDS))
  if (random.chance(0.25)) steps.push(step(FRAMING_KINDS))
  if (random.chance(0.1)) steps.push(step(['secret']))
  // A corrupted secret may stand in a comment, which passes.
  else if (random.chance(0.05)) steps.push(step(CORRUPTION_KINDS))
  const conditions: Conditions = {
    profile: random.pick(['openai', 'open-responses']),
    dialect: dialectFor(dialect, random),
    ending: random.chance(0.1) ? 'fail' : 'end',
    cuts: random.fork(),
  }
  return { seed, other, steps, conditions }
}

const has = <T extends object>(table: T, kind: string): kind is keyof T & string => Object.hasOwn(table, kind)

/** The bytes of a case. */
export function bytesOfPlan({ seed, other, steps, conditions }: Plan): Uint8Array {
  let frames: readonly FuzzFrame[] = seed.frames
  for (const { kind, number } of steps) {
    const random = new Random(number)
    if (kind === 'secret') frames = frames.toSpliced(random.below(frames.length + 1), 0, declared(seed.dialect, random))
    else if (has(MUTATIONS, kind)) frames = MUTATIONS[kind](frames, random, other)
  }
  let text = toText(frames)
  for (const { kind, number } of steps) if (has(FRAMINGS, kind)) text = FRAMINGS[kind](text, new Random(number))
  // A route that throws has written whole frames: what of the last one was on its way is nobody's.
  if (conditions.ending === 'fail') text += '\n\n'
  let bytes: Uint8Array = new TextEncoder().encode(text)
  for (const { kind, number } of steps) if (has(CORRUPTIONS, kind)) bytes = CORRUPTIONS[kind](bytes, new Random(number))
  return bytes
}
