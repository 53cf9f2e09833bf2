import { isObj, type Obj } from '../support/oracle-frames.js'
import { bytesOfPlan, type Conditions, type Plan } from './case.js'
import { toFrames, toText, withJson } from './frames.js'
import { type Failure, judge } from './guarantees.js'

/** A failure made small. */
export interface Found extends Failure {
  readonly conditions: Conditions
  readonly bytes: Uint8Array
}

const MOST_ATTEMPTS = 2500

/** Where every quotation and number is the same, two failures are one. */
export const signature = ({ guarantee, detail }: Failure): string =>
  `${guarantee} ${detail.split('\n')[0]!.replace(/:.*|_.*|"(?:[^"\\]|\\.)*"|`[^`]*`|\d+/g, '')}`
    .replaceAll(/[^a-z/]+/gi, '-')
    .slice(0, 60)
    .replace(/-$/, '')

/** The kind of a failure: what must stay the same while it shrinks. */
const kindOf = ({ guarantee, detail }: Failure): string =>
  guarantee === 'strict' ? `strict ${detail.split(':')[0]}` : guarantee

/** Takes away steps, then frames, then keys, as long as the same guarantee still breaks. */
export function shrink(plan: Plan, failure: Failure): Found {
  const kind = kindOf(failure)
  let attempts = 0
  let { conditions } = plan
  let last = failure
  const fails = (bytes: Uint8Array, under: Conditions): boolean => {
    if (attempts++ > MOST_ATTEMPTS) return false
    const found = judge(bytes, under).failures.find((one) => kindOf(one) === kind)
    if (found) last = found
    return found !== undefined
  }
  let { steps } = plan
  for (let at = steps.length - 1; at >= 0; at--) {
    const fewer = steps.toSpliced(at, 1)
    if (fails(bytesOfPlan({ ...plan, steps: fewer }), conditions)) steps = fewer
  }
  let bytes = bytesOfPlan({ ...plan, steps })
  for (const simpler of [
    { ending: 'end' },
    { profile: 'openai' },
    { dialect: plan.seed.dialect },
    { cuts: 0 },
  ] satisfies Partial<Conditions>[]) {
    const under = { ...conditions, ...simpler }
    if (fails(bytes, under)) conditions = under
  }
  // Text that is no UTF-8 must keep its bytes.
  const text = new TextDecoder().decode(bytes)
  if (!equal(new TextEncoder().encode(text), bytes)) return { ...last, conditions, bytes }
  const small = shrinkText(text, (shorter) => fails(new TextEncoder().encode(shorter), conditions))
  bytes = new TextEncoder().encode(small)
  fails(bytes, conditions)
  return { ...last, conditions, bytes }
}

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

function shrinkText(text: string, fails: (shorter: string) => boolean): string {
  let frames = toFrames(text)
  const attempt = (fewer: typeof frames): boolean => {
    if (!fails(toText(fewer))) return false
    frames = fewer
    return true
  }
  for (let size = Math.ceil(frames.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < frames.length; ) if (!attempt(frames.toSpliced(at, size))) at += size
  for (let at = 0; at < frames.length; at++) {
    const frame = frames[at]!
    if (!frame.json) continue
    for (const path of pathsOf(frame.json)) {
      const { json } = frames[at]!
      const fewer = json && without(json, path)
      if (fewer) attempt(frames.with(at, withJson(frames[at]!, fewer)))
    }
  }
  return toText(frames)
}

type Path = readonly (string | number)[]

/** Every key and element, outer ones first. */
function pathsOf(value: unknown, at: Path = []): Path[] {
  const inner: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((one, i) => [i, one] as const).reverse()
    : isObj(value)
      ? Object.entries(value)
      : []
  return inner.flatMap(([key, one]) => [[...at, key], ...pathsOf(one, [...at, key])])
}

/** The object without what a path names; nothing where the path leads nowhere any more. */
function without(json: Obj, path: Path): Obj | undefined {
  const copy = structuredClone(json) as { [key: string | number]: unknown }
  let parent: unknown = copy
  for (const key of path.slice(0, -1)) parent = isKeyed(parent) ? parent[key] : undefined
  const key = path.at(-1)!
  if (!isKeyed(parent) || !Object.hasOwn(parent, key)) return undefined
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else delete parent[key]
  return copy
}

const isKeyed = (value: unknown): value is { [key: string | number]: unknown } =>
  typeof value === 'object' && value !== null
