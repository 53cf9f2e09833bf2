import { createAnthropicMessages, isAnthropicEvent } from './anthropic-messages/anthropic-messages.js'
import { createChatCompletions, isChatChunk } from './chat-completions/chat-completions.js'
import type { KnownDialect } from './dialect.js'
import { isWholeMessage } from './json/whole-reply.js'
import { RESPONSES } from './responses.js'
import { createText } from './text.js'

/** Every dialect, in the order in which a frame is asked for; a new one is a new row. */
export const DIALECTS: readonly KnownDialect[] = [
  RESPONSES,
  { name: 'chat-completions', create: createChatCompletions, decides: isChatChunk },
  {
    name: 'anthropic-messages',
    create: createAnthropicMessages,
    decides: (value, _event, { expandJson }) =>
      isAnthropicEvent(value) || (expandJson === true && isWholeMessage(value)),
  },
  { name: 'text', create: createText },
]
