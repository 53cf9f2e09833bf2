import fc from 'fast-check'
import { isObj, parse } from '../support/oracle-frames.js'
import { known, text } from './arbitraries.js'

/** One change of a stream; numbers are taken modulo what is there. */
export type Mutation =
  | { readonly kind: 'drop' | 'duplicate' | 'reorder'; readonly at: number; readonly to: number }
  | { readonly kind: 'retype'; readonly at: number; readonly type: string }
  | { readonly kind: 'rename'; readonly at: number; readonly key: number; readonly name: string }
  | { readonly kind: 'revalue'; readonly at: number; readonly key: number; readonly value: unknown }
  | { readonly kind: 'truncate'; readonly at: number }
  | { readonly kind: 'splice'; readonly at: number; readonly other: string }

const n = fc.nat(10_000)

const TYPES = [
  'response.completed',
  'response.failed',
  'response.output_text.delta',
  'response.output_item.added',
  'error',
  'x',
]

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constantFrom('drop', 'duplicate', 'reorder'), at: n, to: n }),
  fc.record({ kind: fc.constant('retype'), at: n, type: fc.constantFrom(...TYPES) }),
  fc.record({
    kind: fc.constant('rename'),
    at: n,
    key: n,
    name: fc.constantFrom('x', '__proto__', 'text', 'error', 'id'),
  }),
  fc.record({ kind: fc.constant('revalue'), at: n, key: n, value: fc.oneof(fc.jsonValue({ maxDepth: 2 }), text) }),
  fc.record({ kind: fc.constant('truncate'), at: n }),
  fc.record({ kind: fc.constant('splice'), at: n, other: known }),
)

const framesOf = (stream: string): string[] => stream.split(/(?<=\n\n)/)

/** Rewrites the object that key number `key` stands in, counting nested keys too. */
function rewrite(
  value: unknown,
  key: number,
  change: (key: string, value: unknown) => readonly [string, unknown],
): unknown {
  let at = 0
  const count = (one: unknown): number =>
    isObj(one) ? Object.values(one).reduce<number>((sum, inner) => sum + 1 + count(inner), 0) : 0
  const wanted = key % Math.max(1, count(value))
  const walk = (one: unknown): unknown =>
    isObj(one)
      ? Object.fromEntries(
          Object.entries(one).map(([name, inner]) => (at++ === wanted ? change(name, inner) : [name, walk(inner)])),
        )
      : one
  return walk(value)
}

function change(frame: string, edit: (value: unknown) => unknown): string {
  return frame.replace(/^data: ?(.*)$/m, (line, data: string) => {
    const value = parse(data)
    return isObj(value) ? `data: ${JSON.stringify(edit(value))}` : line
  })
}

function apply(stream: string, step: Mutation): string {
  if (step.kind === 'truncate') return stream.slice(0, step.at % (stream.length + 1))
  const frames = framesOf(stream)
  const at = step.at % Math.max(1, frames.length)
  const frame = frames[at] ?? ''
  switch (step.kind) {
    case 'drop':
      return frames.toSpliced(at, 1).join('')
    case 'duplicate':
      return frames.toSpliced(at, 0, frame).join('')
    case 'reorder':
      return frames
        .toSpliced(at, 1)
        .toSpliced(step.to % frames.length, 0, frame)
        .join('')
    case 'retype':
      return frames
        .toSpliced(
          at,
          1,
          change(frame, (value) => ({ ...(value as object), type: step.type })),
        )
        .join('')
    case 'rename':
      return frames
        .toSpliced(
          at,
          1,
          change(frame, (value) => rewrite(value, step.key, (_, v) => [step.name, v])),
        )
        .join('')
    case 'revalue':
      return frames
        .toSpliced(
          at,
          1,
          change(frame, (value) => rewrite(value, step.key, (name) => [name, step.value])),
        )
        .join('')
    case 'splice':
      return frames.slice(0, at).join('') + framesOf(step.other).slice(at).join('')
  }
}

/** A stream after some mutations. */
export const mutatedOf = (streams: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(streams, fc.array(mutation, { minLength: 1, maxLength: 5 }))
    .map(([stream, steps]) => steps.reduce(apply, stream))

/** A known stream after some mutations. */
export const mutated: fc.Arbitrary<string> = mutatedOf(known)
