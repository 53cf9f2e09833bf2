/** A recording of OpenAI's that is not strict beyond the three known additions. */
export interface ControlException {
  readonly file: string
  /** The checker's rule that it breaks. */
  readonly rule: string
  /** What `fix` changes for that reason. */
  readonly changes: readonly string[]
  readonly reason: string
}

const NUMBERED = [
  'response.created',
  'response.in_progress',
  'response.output_item.added',
  'response.content_part.added',
  'response.output_text.delta',
  'response.output_text.done',
  'response.content_part.done',
  'response.output_item.done',
  'response.completed',
]

const LOGPROBS = [
  'response.content_part.added +part.logprobs',
  'response.output_text.delta +logprobs',
  'response.output_text.done +logprobs',
  'response.content_part.done +part.logprobs',
  'response.output_item.done +item.content[].logprobs',
  'response.completed +response.output[].content[].logprobs',
]

const withoutLogprobs = (file: string): ControlException => ({
  file,
  rule: 'fields/missing',
  changes: LOGPROBS,
  reason: 'recorded before OpenAI sent `logprobs`, which the schema requires since then',
})

const withoutNumbers = (file: string): ControlException => ({
  file,
  rule: 'sequence/missing',
  changes: NUMBERED.map((type) => `${type} +sequence_number`),
  reason: 'recorded before May 2025: OpenAI did not number its events then',
})

const EARLY = [
  'responses/openai-dd-trace-py-test-simple-agent-streamed.sse',
  'responses/openai-llm-openai-plugin-test-async-model.sse',
  'responses/openai-ruby-openai-responses-stream-without-proc.sse',
]

const RESUMED = 'responses/openai-openai-dotnet-canstreambackgroundresponses.sse'
const CONTEXT = 'responses/openai-ellm-context-length-exceeded-stream.sse'
const LIST_TOOLS =
  'responses/openai-pydai-test-openai-responses-model-mcp-list-tools-stream-backfills-missing-results.sse'

/** Reviewed by hand; a change here is a change of what `do no harm` means. */
export const EXCEPTIONS: readonly ControlException[] = [
  ...EARLY.map(withoutLogprobs),
  ...EARLY.map(withoutNumbers),
  withoutLogprobs('responses/openai-btpy-test-openai-response-streaming-async.sse'),
  {
    file: RESUMED,
    rule: 'lifecycle/missing-created',
    changes: ['added response.created'],
    reason: 'a resumed stream, read without `starting_after`: it begins after response.created',
  },
  {
    file: RESUMED,
    rule: 'sequence/start',
    changes: NUMBERED.filter((type) => type !== 'response.created').map((type) => `${type} ~sequence_number`),
    reason: 'a resumed stream, read without `starting_after`: its numbers begin at 2',
  },
  {
    file: CONTEXT,
    rule: 'error/shape',
    changes: ['error +code', 'error +message', 'error +param'],
    reason: 'OpenAI nests its error; we send it nested and flat, for clients of either schema (option `errorShape`)',
  },
  {
    file: CONTEXT,
    rule: 'error/code',
    changes: ['response.failed ~response.error.code'],
    reason: '`context_length_exceeded` is not in the allowlist of the schema (option `errorCodes`)',
  },
  {
    file: LIST_TOOLS,
    rule: 'lifecycle/missing-item-done',
    changes: ['added response.output_item.done', 'response.completed ~sequence_number'],
    reason: 'OpenAI closed two of its four items never: they are closed before the end, so the end is numbered later',
  },
]
