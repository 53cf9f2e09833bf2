import { commentValue, dataValue, kindOf } from './fields.js'
import { LineScanner } from './lines.js'

/** Visits the value of each `data:` or comment line in a range of whole lines. */
export function eachValue(
  view: Uint8Array,
  start: number,
  end: number,
  kind: 'data' | 'comment',
  visit: (from: number, to: number) => void,
): void {
  const valueAt = kind === 'data' ? dataValue : commentValue
  const lines = new LineScanner()
  lines.push(view.subarray(0, end), 0)
  lines.next = start
  lines.ended = true
  while (lines.advance()) {
    if (kindOf(view, lines.start, lines.end) === kind) visit(valueAt(view, lines.start, lines.end), lines.end)
  }
}
