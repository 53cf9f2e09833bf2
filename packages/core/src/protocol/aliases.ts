/** Event types that servers send for a type of the protocol: QUIRKS sections 6 (LIFE, RSN, ERR) and the corpus. */
export const ALIASES: Readonly<Record<string, string>> = {
  'response.done': 'response.completed',
  'response.cancelled': 'response.failed',
  'response.canceled': 'response.failed',
  'response.error': 'error',
  'response.reasoning.delta': 'response.reasoning_text.delta',
  'response.reasoning.done': 'response.reasoning_text.done',
  'response.reasoning_part.added': 'response.content_part.added',
  'response.reasoning_part.done': 'response.content_part.done',
  'response.reasoning_summary.delta': 'response.reasoning_summary_text.delta',
  'response.reasoning_summary.done': 'response.reasoning_summary_text.done',
}

/** Part types that servers send for a type of the protocol. */
export const PART_ALIASES: Readonly<Record<string, string>> = {
  text: 'output_text',
  reasoning: 'reasoning_text',
  thinking: 'reasoning_text',
  summary: 'summary_text',
}

/** Events that only say that the connection lives. */
export const KEEPALIVES: ReadonlySet<string> = new Set([
  'keepalive',
  'ping',
  'heartbeat',
  'response.keep_alive',
  'response.keepalive',
])
