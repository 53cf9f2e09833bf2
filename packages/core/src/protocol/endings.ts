/** How a reply ended: whole, or cut for a reason that Responses knows. */
export type Ending = 'completed' | 'max_output_tokens' | 'content_filter'

const REASONS: Readonly<Record<Ending | 'error', string>> = {
  completed:
    'stop stopped eos eos_token eot end_turn stop_sequence stop_token tool_calls tool_call tool_use function_call normal complete completed done end finished pause_turn',
  max_output_tokens:
    'length max_tokens model_length max_length max_output_tokens max_new_tokens token_limit model_context_window_exceeded',
  content_filter:
    'content_filter content_filtered safety image_safety sensitive refusal recitation blocklist prohibited_content spii moderation guardrail_intervened guardrails blocked',
  error:
    'error abort aborted cancelled canceled timeout network_error server_error internal_error insufficient_system_resource',
}

const ENDINGS: ReadonlyMap<string, Ending | 'error'> = new Map(
  Object.entries(REASONS).flatMap(([ending, words]) =>
    words.split(' ').map((word) => [word, ending as Ending | 'error'] as const),
  ),
)

/** How a reply with this finish or stop reason ended; `error` where it broke, `undefined` for a word that nobody knows. */
export function endingOf(reason: unknown): Ending | 'error' | undefined {
  return typeof reason === 'string' ? ENDINGS.get(reason.toLowerCase()) : undefined
}
