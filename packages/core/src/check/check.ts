import { bytesOf, encoder } from '../sse/utf8.js'
import { Checker } from './checker.js'
import type { CheckOptions } from './options.js'
import type { CheckReport } from './report.js'

export type { CheckOptions } from './options.js'
export type { CheckIssue, CheckPlace, CheckReport } from './report.js'
export { RULES, type Rule, type RuleCode, SOURCES } from './rules.js'

/** Is this a strict stream? It has rules of its own (`RULES`) and trusts nothing that the normalizer says. */
export function checkStream(input: string | Uint8Array, options?: CheckOptions): CheckReport
export function checkStream(input: AsyncIterable<string | Uint8Array>, options?: CheckOptions): Promise<CheckReport>
export function checkStream(
  input: string | Uint8Array | AsyncIterable<string | Uint8Array>,
  options?: CheckOptions,
): CheckReport | Promise<CheckReport> {
  const checker = new Checker(options)
  if (typeof input !== 'string' && !(input instanceof Uint8Array)) return checkPieces(input, checker)
  checker.push(bytesOf(input))
  return checker.end()
}

async function checkPieces(input: AsyncIterable<string | Uint8Array>, checker: Checker): Promise<CheckReport> {
  // A surrogate pair may be split between two strings.
  let half = ''
  for await (const piece of input) {
    if (typeof piece !== 'string') checker.push(piece)
    else {
      const text = half + piece
      const split = /[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length
      half = text.slice(split)
      checker.push(encoder.encode(text.slice(0, split)))
    }
    if (checker.over) break
  }
  checker.push(encoder.encode(half))
  return checker.end()
}
