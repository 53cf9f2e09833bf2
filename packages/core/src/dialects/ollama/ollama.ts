import { isObject, type JsonObject } from '../../json.js'

/**
 * Whether a frame is a line of Ollama's native NDJSON: `/api/chat` has a `message`, `/api/generate` a `response`.
 *
 * https://github.com/ollama/ollama/blob/main/docs/api.md
 */
export function isOllamaFrame(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    typeof value['done'] === 'boolean' &&
    typeof value['model'] === 'string' &&
    value['choices'] === undefined &&
    (isObject(value['message']) || typeof value['response'] === 'string')
  )
}

/**
 * Says in chunks of Chat Completions what Ollama's native frames say.
 *
 * | Ollama | chunk |
 * |---|---|
 * | `model`, `created_at` | `model`, `created` |
 * | `message.content`, `response` | `delta.content` |
 * | `message.thinking`, `thinking` | `delta.reasoning_content` |
 * | `message.tool_calls`, each whole | `delta.tool_calls`, each with an index |
 * | `logprobs` | `logprobs.content` |
 * | `done_reason` | `finish_reason`; `stop` where the last frame has none |
 * | `prompt_eval_count`, `eval_count` | `usage.prompt_tokens`, `usage.completion_tokens` |
 * | durations, `context` | nothing |
 *
 * A frame with `error` needs no translation: it is one in every dialect. The frame with `done: true` is the last.
 */
export class OllamaFrames {
  /** Calls so far: Ollama has no ids, and the same name may come twice. */
  #calls = 0

  chunkOf(frame: JsonObject): JsonObject {
    const message = isObject(frame['message']) ? frame['message'] : { ...frame, content: frame['response'] }
    const { content, thinking, tool_calls: calls } = message
    const { model, created_at: createdAt, logprobs } = frame
    const delta = {
      content,
      reasoning_content: thinking,
      ...(Array.isArray(calls) && { tool_calls: this.#whole(calls) }),
    }
    const finish_reason = frame['done'] === true ? (frame['done_reason'] ?? 'stop') : null
    return {
      object: 'chat.completion.chunk',
      model,
      created: typeof createdAt === 'string' ? Date.parse(createdAt) / 1000 : undefined,
      choices: [
        { index: 0, delta, finish_reason, ...(Array.isArray(logprobs) && { logprobs: { content: logprobs } }) },
      ],
      ...usageOf(frame),
    }
  }

  /** Every call is whole: without an index the same name twice would be one call, and `{}` could be a placeholder. */
  #whole(calls: readonly unknown[]): JsonObject[] {
    return calls.filter(isObject).map((call) => {
      const { name, arguments: args = {} } = isObject(call['function']) ? call['function'] : call
      const text = typeof args === 'string' ? args : JSON.stringify(args)
      return { id: call['id'], index: this.#calls++, function: { name, arguments: text } }
    })
  }
}

function usageOf({ prompt_eval_count: prompt, eval_count: completion }: JsonObject): { usage: JsonObject } | undefined {
  if (typeof prompt !== 'number' && typeof completion !== 'number') return undefined
  // A prompt that was cached whole has no count.
  const counts = [prompt, completion].map((count) => (typeof count === 'number' ? count : 0)) as [number, number]
  const [prompt_tokens, completion_tokens] = counts
  return { usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens } }
}
