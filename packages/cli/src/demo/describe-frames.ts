/** Frames as they are shown: number, type, and what they carry. */
export function describeFrames(text: string): string[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => describe(frame))
}

type Json = Readonly<Record<string, unknown>>

function describe(frame: string): string {
  const lines = frame.split('\n')
  const written = lines.find((line) => line.startsWith('data: '))?.slice(6)
  if (written === undefined) return frame
  const value = parse(written)
  if (!value) return written === '[DONE]' ? `   ${written}` : `   ${written} ✂`
  const number = typeof value['sequence_number'] === 'number' ? String(value['sequence_number']) : '–'
  const type =
    typeof value['type'] === 'string' ? value['type'].replace(/^response\./, '') : String(value['object'] ?? '')
  return `${number.padStart(2)} ${type}${carried(value)}`
}

/** Where the telling part of an event may stand; the first that is there is shown. */
const CARRIED: readonly ((value: Json) => unknown)[] = [
  ({ delta }) => delta,
  ({ choices }) => (Array.isArray(choices) ? (choices[0] as Json | undefined)?.['delta'] : undefined),
  ({ text }) => text,
  ({ arguments: text }) => text,
  ({ part }) => (part as Json | undefined)?.['text'],
  ({ error }) => error,
  ({ item }) => (item as Json | undefined)?.['type'],
  ({ content_block }) => (content_block as Json | undefined)?.['type'],
  ({ response }) => ((response as Json | undefined)?.['error'] as Json | null | undefined)?.['message'],
  ({ response }) => (response as Json | undefined)?.['status'],
]

function carried(value: Json): string {
  for (const look of CARRIED) {
    const found = look(value)
    if (found !== undefined && found !== null) return ` ${JSON.stringify(spoken(found))}`
  }
  return ''
}

/** Of a delta that is an object, the words in it. */
function spoken(found: unknown): unknown {
  if (typeof found !== 'object' || found === null || 'code' in found || 'message' in found) return found
  const { role: _role, type: _type, ...rest } = found as Json
  return Object.values(rest).find((value) => typeof value === 'string' && value !== '') ?? found
}

function parse(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
