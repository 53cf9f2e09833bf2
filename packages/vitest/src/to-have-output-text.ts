import { objects, outputOf } from './output.js'
import type { Verdict } from './verdict.js'

/** Does the response say this? Of several messages and parts, the texts are joined, as in the SDK's `output_text`. */
export async function toHaveOutputText(received: unknown, expected: string | RegExp): Promise<Verdict> {
  const output = await outputOf(received)
  const text = output
    .flatMap((item) => (item['type'] === 'message' ? objects(item['content']) : []))
    .map((part) => (part['type'] === 'output_text' ? part['text'] : ''))
    .join('')
  const pass = typeof expected === 'string' ? text === expected : text.search(expected) >= 0
  const wanted = typeof expected === 'string' ? JSON.stringify(expected) : `text like ${expected}`
  return {
    pass,
    message: () => `expected output text ${pass ? 'other than' : 'to be'} ${wanted}, found ${JSON.stringify(text)}`,
    actual: text,
    expected,
  }
}
