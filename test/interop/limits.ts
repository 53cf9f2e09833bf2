import type { Fault } from './faults/fault.js'

/** Something that a client does on a strict stream too. */
export interface Limit {
  readonly clients: readonly string[]
  readonly on: (fault: Fault) => boolean
  readonly symptom: string
  readonly reason: string
}

const named =
  (...names: readonly string[]) =>
  ({ name }: Fault): boolean =>
    names.includes(name)

const OPENAI = ['openai 7 create', 'openai 7 stream', 'openai 6 create', 'openai 6 stream']
const STREAMS = ['openai 7 stream', 'openai 6 stream']

/** The upstream failed with a `response.failed` of its own and no `error` before it. */
const onlyFailed = named(
  'failed_known',
  'failed_unknown_code',
  'failed_error_null',
  'failed_error_no_code',
  'failed_first_event',
  'failed_then_hold_open',
  'failed_then_DONE',
  'failed_then_err_both',
  'completed_status_failed',
  'cancelled_event',
  'hf-responsesjs-run-groq-error',
)
const refused = ({ said }: Fault): boolean => said.refusal !== undefined
const rawReasoning = named('reasoning_text_with_parts', 'reasoning_text_no_parts')
const unfinished = ({ said }: Fault): boolean => said.outcome === 'incomplete'

/** What strict streams cannot change; the first that fits counts. */
export const LIMITS: readonly Limit[] = [
  {
    clients: ['agents'],
    on: refused,
    symptom: 'T',
    reason: 'throws ModelRefusalError on a refusal: that is its way to hand one over',
  },
  {
    clients: ['ai 7'],
    on: refused,
    symptom: 'ok f=content-filter',
    reason: 'hands a refusal over as text and as finish reason',
  },
  { clients: ['ai 7 open-responses', 'langchain'], on: refused, symptom: 'LOST', reason: 'reads no refusal events' },
  {
    clients: ['ai 7', 'langchain'],
    on: rawReasoning,
    symptom: 'LOST',
    reason: 'reads reasoning summaries, not `reasoning_text`; text and usage arrive',
  },
  {
    clients: ['agents'],
    on: unfinished,
    symptom: 'T',
    reason: 'throws on any `response.incomplete`',
  },
  {
    clients: ['ai 7', 'ai 7 open-responses'],
    on: named('incomplete_content_filter'),
    symptom: 'ok f=content-filter',
    reason: 'shows why a response is incomplete as finish reason',
  },
  {
    clients: ['ai 7', 'ai 7 open-responses'],
    on: unfinished,
    symptom: 'ok f=length',
    reason: 'shows why a response is incomplete as finish reason',
  },
  {
    clients: ['ai 7 open-responses'],
    on: ({ said }) => said.outcome === 'failed',
    symptom: 'f=error',
    reason: 'ends with finish reason `error` and shows no message, whatever the stream says',
  },
  {
    clients: OPENAI,
    on: onlyFailed,
    symptom: 'event',
    reason: 'hands `response.failed` to the loop and throws on `error` events only; a `response.failed` stays alone',
  },
  {
    clients: ['agents'],
    on: onlyFailed,
    symptom: 'err (msg lost)',
    reason: 'names only the event type when it throws on `response.failed`',
  },
  { clients: ['langchain'], on: onlyFailed, symptom: 'SILENT', reason: 'ignores `response.failed`' },
  {
    clients: STREAMS,
    on: named('unknown_event_type', 'apply_patch_diff_event', 'openai-vercel-apply-patch-tool'),
    symptom: 'T',
    reason: 'throws on event types that it does not know; they pass by default (`unknownEvents: drop` takes them out)',
  },
  {
    clients: ['openai 6 stream'],
    on: named('openai-vercel-shell-tool', 'openai-vercel-shell-container'),
    symptom: 'T',
    reason: 'throws on the shell events of OpenAI, which are newer than it',
  },
  {
    clients: ['agents'],
    on: named(
      'apply_patch_diff_event',
      'openai-vercel-apply-patch-tool',
      'openai-vercel-local-shell-tool',
      'openai-vercel-shell-tool',
      'openai-vercel-shell-container',
      'openai-pydai-test-openai-native-tool-search-streaming',
    ),
    symptom: 'T',
    reason: 'throws on a call of a hosted tool that the agent does not have',
  },
  {
    clients: ['agents'],
    on: named('openai-vercel-phase'),
    symptom: 'LOST',
    reason: 'has only the last of several messages as its final output; all of them stream',
  },
  {
    clients: ['ai 7', 'ai 7 open-responses'],
    on: named('hf-responsesjs-run-hf-router-tool'),
    symptom: 'LOST',
    reason: 'hands calls over in the order in which they close; all of them arrive',
  },
  {
    clients: ['ai 7'],
    on: named('openai-openai-dotnet-mcptoolstreamingworksasync'),
    symptom: 'T',
    reason: 'refuses an MCP item of OpenAI that lacks a field which its own schema demands',
  },
  {
    clients: ['ai 7'],
    on: named('openai-vercel-mcp-tool-approval-3'),
    symptom: 'LOST',
    reason: 'hands an MCP call over as a tool call; nothing is missing',
  },
]

/** What a client is expected to do with a fault once its stream is strict. */
export function expectedAfter(fault: Fault, client: string): string {
  const limit = LIMITS.find((one) => one.clients.includes(client) && one.on(fault))
  if (limit) return limit.symptom
  if (fault.said.outcome === 'failed') return 'err'
  return fault.said.usage === undefined ? 'ok u' : 'ok'
}
