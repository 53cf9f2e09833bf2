import { type Plan, type Said, saidOf } from './plan.js'

/** What an upstream says, frame by frame, in the order of the plan. */
export interface Frames {
  readonly first: string
  /** One for each piece of reasoning, text and arguments. */
  readonly pieces: readonly string[]
  readonly last: string
  readonly error: string
}

const frame = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`
const CALL = { type: 'function_call', call_id: 'call_1', name: 'get_weather' }

/** A careless server of Responses: nothing is numbered, and nothing closed. */
function responses({ reasoning, text, args }: Said): Frames {
  const delta = (family: string, delta: string, output_index: number): string =>
    frame({ type: `response.${family}.delta`, delta, output_index })
  return {
    first: frame({ type: 'response.created', response: { id: 'resp_soak', model: 'm' } }),
    pieces: [
      ...reasoning.map((word) => delta('reasoning_summary_text', word, 0)),
      ...text.map((word) => delta('output_text', word, 1)),
      ...args.map((word, at) => {
        const added = { type: 'response.output_item.added', output_index: 2, item: CALL }
        return (at === 0 ? frame(added) : '') + delta('function_call_arguments', word, 2)
      }),
    ],
    last: frame({ type: 'response.completed', response: { id: 'resp_soak', status: 'completed' } }),
    error: frame({ type: 'error', code: 'server_error', message: 'Out of luck.' }),
  }
}

function chat({ reasoning, text, args }: Said): Frames {
  const chunk = (delta: object, finish_reason: string | null = null): string =>
    frame({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      model: 'm',
      choices: [{ index: 0, delta, finish_reason }],
    })
  return {
    first: chunk({ role: 'assistant', content: '' }),
    pieces: [
      ...reasoning.map((reasoning_content) => chunk({ reasoning_content })),
      ...text.map((content) => chunk({ content })),
      ...args.map((words, at) => {
        const opening = at === 0 && { id: 'call_1', type: 'function' }
        const name = at === 0 && { name: 'get_weather' }
        return chunk({ tool_calls: [{ index: 0, ...opening, function: { ...name, arguments: words } }] })
      }),
    ],
    last: `${chunk({}, 'stop')}data: [DONE]\n\n`,
    error: frame({ error: { code: 'server_error', message: 'Out of luck.' } }),
  }
}

/** What the upstream of a plan says. */
export const framesOf = (plan: Plan): Frames =>
  plan.dialect === 'responses' ? responses(saidOf(plan)) : chat(saidOf(plan))
