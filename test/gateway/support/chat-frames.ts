/** Chunks of Chat Completions, as llama.cpp, vLLM and others send them. */

type Json = Record<string, unknown>

const chunk = (delta: Json, finish_reason: string | null = null, more: Json = {}): Json => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1_764_000_000,
  model: 'fake-1',
  choices: [{ index: 0, delta, finish_reason, logprobs: null }],
  ...more,
})

export const role: Json = chunk({ role: 'assistant', content: '' })
export const text = (content: string): Json => chunk({ content })
export const reasoning = (reasoning_content: string): Json => chunk({ reasoning_content })
export const refusal = (words: string): Json => chunk({ refusal: words })
export const finish = (reason: string): Json => chunk({}, reason)
export const done = 'data: [DONE]\n\n'

export const usage: Json = {
  ...chunk({}),
  choices: [],
  usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
}

/** The opening of a call, or more of its arguments. */
export const call = (index: number, args: string, opening?: { readonly id: string; readonly name: string }): Json =>
  chunk({
    tool_calls: [
      {
        index,
        ...(opening && { id: opening.id, type: 'function' }),
        function: { ...(opening && { name: opening.name }), arguments: args },
      },
    ],
  })

/** A whole reply that says this. */
export const saying = (...pieces: readonly string[]): unknown[] => [
  role,
  ...pieces.map(text),
  finish('stop'),
  usage,
  done,
]
