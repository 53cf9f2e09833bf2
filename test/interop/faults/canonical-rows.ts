import { CALL, message, REFUSAL, reasoningSummary, reasoningText, stream, TEXT, TEXT_DELTAS } from './canonical.js'
import { call, type Fault, text } from './fault.js'
import { drop } from './mutate.js'
import { DONE, write } from './sse.js'

const SUMMARY = stream(reasoningSummary(['Let me ', 'think.']), message(TEXT_DELTAS, 1))
const RAW_REASONING = stream(reasoningText(['Let me ', 'think.']), message(TEXT_DELTAS, 1))
const reasoning = { said: { reasoning: 'Let me think.' } }

/** What a strict stream of each kind looks like, and the kinds that some clients read in their own way. */
export const CANONICAL: readonly Fault[] = [
  text('canonical', TEXT),
  call('canonical_fc', CALL),
  text('canonical_reasoning_summary', SUMMARY, reasoning),
  text('reasoning_text_with_parts', RAW_REASONING, reasoning),
  text(
    'reasoning_text_no_parts',
    RAW_REASONING.filter(({ type, output_index }) => output_index !== 0 || !type.includes('content_part')),
    { ...reasoning, recorded: 'vllm-ellm-qwen35a3b-responses-text-stream' },
  ),
  text('refusal', REFUSAL, {
    said: { text: '', refusal: 'I cannot help.' },
    recorded: 'openai-mirascope-refusal-openai-gpt-4o-responses-async-stream',
  }),
  text('DONE_at_end', write(TEXT) + DONE, {
    recorded: 'openai-oteljs-openai-streaming-responses-does-not-misbehave-with-double-iteration',
  }),
  text('event_done_DONE', `${write(TEXT)}event: done\n${DONE}`, { recorded: 'openrouter-btjs-openrouter-v1' }),
  text(
    'queued_then_in_progress',
    [
      TEXT[0]!,
      { ...TEXT[1]!, type: 'response.queued', response: { ...(TEXT[1]!['response'] as object), status: 'queued' } },
      ...drop(TEXT, 'response.created'),
    ].map((event, i) => ({ ...event, sequence_number: i })),
  ),
]
