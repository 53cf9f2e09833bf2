import { Reasoning } from '../chat-completions/reasoning.js'
import { entries, text } from '../chat-completions/values.js'
import type { OpenBlock } from './block.js'

/** `text`: the message, with citations. */
export const openText: OpenBlock = (start, { message }) => {
  message.say(text(start['text']))
  for (const citation of entries(start['citations'])) message.cite(citation)
  return {
    on: {
      text_delta: (delta) => message.say(text(delta['text'])),
      citations_delta: (delta) => message.cite(delta['citation']),
    },
    passed: ({ units }) => message.passed(units),
    stop: () => message.endBlock(),
  }
}

/** `thinking`: a reasoning item; its signature is what a client sends back to go on from it. */
export const openThinking: OpenBlock = (start, context) => {
  const reasoning = new Reasoning(context)
  reasoning.text(text(start['thinking']))
  let signature = text(start['signature'])
  return {
    on: {
      thinking_delta: (delta) => reasoning.text(text(delta['thinking'])),
      signature_delta(delta) {
        signature += text(delta['signature'])
      },
    },
    // Half a signature proves nothing
    stop: (cut) => (cut ? undefined : reasoning.seal(signature)),
  }
}

/** `redacted_thinking`: a reasoning item without text. */
export const openRedactedThinking: OpenBlock = (start, context) => {
  new Reasoning(context).seal(text(start['data']))
  return { on: {} }
}
