import { data, words } from './frames.js'
import type { Upstream } from './upstream.js'

const chunk = (delta: object, finish_reason: string | null = null, usage: object | null = null): string =>
  data({
    id: 'chatcmpl-3a8f21',
    object: 'chat.completion.chunk',
    created: 1_790_000_000,
    model: 'deepseek-reasoner',
    choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    usage,
  })

export const deepseek: Upstream = {
  title: 'DeepSeek',
  fault: 'Chat Completions in place of Responses, with reasoning_content',
  after: 'DeepSeek and most self-hosted servers',
  chunks: [
    chunk({ role: 'assistant', content: null, reasoning_content: '' }),
    ...words('The user asks for a prime; seven will do.').map((text) =>
      chunk({ content: null, reasoning_content: text }),
    ),
    ...words('Seven is a prime number.').map((text) => chunk({ content: text, reasoning_content: null })),
    chunk({ content: '', reasoning_content: null }, 'stop', {
      prompt_tokens: 12,
      completion_tokens: 19,
      total_tokens: 31,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 11 },
    }),
    'data: [DONE]\n\n',
  ],
}
