import { asList, asText } from '../../json.js'
import { Reasoning } from '../chat-completions/reasoning.js'
import type { OpenBlock } from './block.js'

/** `text`: the message, with citations. */
export const openText: OpenBlock = (start, { message }) => {
  message.say(asText(start['text']))
  for (const citation of asList(start['citations'])) message.cite(citation)
  return {
    on: {
      text_delta: (delta) => message.say(asText(delta['text'])),
      citations_delta: (delta) => message.cite(delta['citation']),
    },
    passed: ({ units }) => message.passed(units),
    stop: () => message.endBlock(),
  }
}

/** `thinking`: a reasoning item; its signature is what a client sends back to go on from it. */
export const openThinking: OpenBlock = (start, context) => {
  const reasoning = new Reasoning(context)
  reasoning.text(asText(start['thinking']))
  let signature = asText(start['signature'])
  return {
    on: {
      thinking_delta: (delta) => reasoning.text(asText(delta['thinking'])),
      signature_delta(delta) {
        signature += asText(delta['signature'])
      },
    },
    // Half a signature proves nothing
    stop: (cut) => (cut ? undefined : reasoning.seal(signature)),
  }
}

/** `redacted_thinking`: a reasoning item without text. */
export const openRedactedThinking: OpenBlock = (start, context) => {
  new Reasoning(context).seal(asText(start['data']))
  return { on: {} }
}
