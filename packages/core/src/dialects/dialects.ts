import type { Dialect } from '../options.js'
import { createAnthropicMessages } from './anthropic-messages/anthropic-messages.js'
import { createChatCompletions } from './chat-completions/chat-completions.js'
import type { CreateDialect } from './dialect.js'
import { createResponses } from './responses.js'
import { createText } from './text.js'

/** Every dialect; a new one is a new row. */
export const DIALECTS: Readonly<Record<Dialect, CreateDialect>> = {
  responses: createResponses,
  'chat-completions': createChatCompletions,
  'anthropic-messages': createAnthropicMessages,
  text: createText,
}
