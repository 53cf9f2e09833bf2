import type { FrameFacts } from './read-frame.js'
import type { Relation } from './step.js'

interface Frame {
  readonly text: string
  readonly facts: FrameFacts
}

/** How each frame that leaves for one that came has come to be. */
export function relationsOf(came: Frame, left: readonly Frame[], speaksResponses: boolean): Relation[] {
  const named = left.some(({ facts }) => facts.type === came.facts.type)
  return left.map(({ text, facts }) => {
    if (text === came.text) return 'same'
    if (!speaksResponses) return facts.value ? 'converted' : 'added'
    return facts.type === came.facts.type || (!named && renamed(came.facts.type, facts.type)) ? 'mended' : 'added'
  })
}

const TERMINAL = /^(response\.(completed|incomplete|failed|cancelled|done|error)|error\b.*)$/
const lastWord = (type: string): string => type.slice(type.lastIndexOf('.') + 1)

/** Whether an event left under another name: that of the protocol, or that of its status. */
function renamed(before: string, after: string): boolean {
  return lastWord(before) === lastWord(after) || (TERMINAL.test(before) && TERMINAL.test(after))
}
