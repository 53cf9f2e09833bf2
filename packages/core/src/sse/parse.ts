import { splitJson } from './split-json.js'

/** How deep JSON may nest: beyond it, recursion over the value could overflow the stack. */
const MAX_DEPTH = 256

/** The JSON values of one frame's data, or why there are none. */
export interface ParsedData {
  readonly values: readonly unknown[]
  readonly fault?: 'invalid-json' | 'too-deep'
}

/** Parses a frame's data: one JSON value, several written one after another, or one wrapped in a JSON string. */
export function parseFrame(data: string): ParsedData {
  if (data.length > 2 * MAX_DEPTH && opensOften(data) && tooDeep(data)) return { values: [], fault: 'too-deep' }
  const whole = parse(data)
  if (!whole) {
    const values = splitJson(data)?.map(parse)
    return values?.every((value) => value !== undefined)
      ? { values: values.map((value) => value?.value) }
      : { values: [], fault: 'invalid-json' }
  }
  const { value } = whole
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return { values: [value] }
  return { values: [parse(value)?.value ?? value] }
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

/** Whether there are brackets enough to nest too deep; most data has few, and those are found quickly. */
function opensOften(data: string): boolean {
  let count = 0
  for (const bracket of '{[') {
    for (let at = data.indexOf(bracket); at !== -1; at = data.indexOf(bracket, at + 1))
      if (++count > MAX_DEPTH) return true
  }
  return false
}

function tooDeep(data: string): boolean {
  let depth = 0
  let quoted = false
  for (let i = 0; i < data.length; i++) {
    const code = data.charCodeAt(i)
    if (quoted) {
      if (code === 92) i++
      else if (code === 34) quoted = false
    } else if (code === 34) quoted = true
    else if (code === 123 || code === 91) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === 125 || code === 93) depth--
  }
  return false
}
