import { Brackets } from './brackets.js'

/**
 * Splits JSON objects and arrays that were written one after another, `{…}{…}`, into one string each.
 *
 * For data that `JSON.parse` refused. `undefined` where that is not what is wrong: fewer than two values, a value cut
 * short, or text between them. The parts are not validated.
 */
export function splitJson(data: string): string[] | undefined {
  const brackets = new Brackets()
  const parts: string[] = []
  let from = 0
  for (let i = 0; i < data.length; i++) {
    brackets.step(data.charCodeAt(i))
    if (brackets.stray) return undefined
    if (brackets.values > parts.length) {
      parts.push(data.slice(from, i + 1).trim())
      from = i + 1
    }
  }
  return brackets.depth === 0 && parts.length > 1 ? parts : undefined
}
