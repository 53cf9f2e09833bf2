import { readJsonReply } from '@strict-responses/core'

/** What is read at most before it is known whether the input is one JSON value. */
const MOST: number = 16 * 1024 * 1024
const [NEWLINE, BRACE] = [0x0a, 0x7b]

/**
 * An input that is one JSON value, and a reply, as the one frame that it stands for; any other as it comes. Only an input
 * that begins with a brace waits: for its first line, and where that is no JSON by itself, for its end.
 */
export async function* jsonInput(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array[] = []
  let size = 0
  /** Whether the input is one value as far as is known, and its first line is still to come. */
  let [waiting, inFirstLine] = [true, true]
  for await (const chunk of input) {
    if (!waiting) {
      yield chunk
      continue
    }
    held.push(chunk)
    size += chunk.length
    const ends = inFirstLine && chunk.includes(NEWLINE)
    if (ends) inFirstLine = false
    waiting = held[0]?.[0] === BRACE && size <= MOST && !(ends && isJson(firstLine(Buffer.concat(held))))
    if (waiting) continue
    yield Buffer.concat(held)
    held = []
  }
  const rest = Buffer.concat(held)
  if (rest.length > 0) yield readJsonReply(rest)?.frame ?? rest
}

const firstLine = (bytes: Buffer): string => bytes.subarray(0, bytes.indexOf(NEWLINE)).toString()

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
