import { RULES, type RuleCode } from '@strict-responses/core'

/** Repairs whose code is not that of the rule they serve. */
const SERVED: Readonly<Record<string, RuleCode>> = {
  'error/repeated': 'error/duplicate',
  'event/untyped': 'event/missing-type',
  'framing/not-an-object': 'framing/not-object',
  'ids/annotation-index': 'index/annotation-index',
  'ids/content-index': 'index/content-index',
  'ids/duplicate-call-id': 'ids/call-id-duplicate',
  'ids/duplicate-item-id': 'ids/item-id-duplicate',
  'ids/item-id': 'ids/item-id-changed',
  'ids/missing-call-id': 'ids/call-id-empty',
  'ids/missing-item-id': 'ids/item-id-empty',
  'ids/output-index': 'index/output-index',
  'ids/summary-index': 'index/summary-index',
  'lifecycle/done-without-item': 'lifecycle/missing-item-added',
  'lifecycle/done-without-part': 'lifecycle/missing-content-part-added',
  'lifecycle/duplicate-done': 'lifecycle/after-text-done',
  'lifecycle/duplicate-item-done': 'lifecycle/after-item-done',
  'lifecycle/duplicate-part-done': 'lifecycle/after-part-done',
  'lifecycle/event-after-end': 'terminal/event-after',
  'lifecycle/event-after-error': 'error/not-followed-by-failed',
  'lifecycle/late-event': 'lifecycle/after-item-done',
  'lifecycle/late-part-added': 'lifecycle/missing-content-part-added',
  'lifecycle/late-queued': 'lifecycle/queued-order',
  'lifecycle/missing-output-item-added': 'lifecycle/missing-item-added',
  'lifecycle/missing-output-item-done': 'lifecycle/missing-item-done',
  'lifecycle/missing-reasoning-summary-part-added': 'lifecycle/missing-summary-part-added',
  'lifecycle/missing-reasoning-summary-part-done': 'lifecycle/missing-summary-part-done',
  'lifecycle/missing-shell-call-command-added': 'lifecycle/missing-command-added',
  'lifecycle/missing-terminal': 'terminal/missing',
  'lifecycle/part-misplaced': 'parts/wrong-type',
  'lifecycle/repeated-in-progress': 'lifecycle/duplicate-in-progress',
  'output/differs': 'output/item-differs',
  'sequence/renumbered': 'sequence/gap',
  'terminal/incomplete-reason': 'response/incomplete-details',
  'terminal/status-mismatch': 'terminal/status',
  'text/done-empty': 'text/done-mismatch',
}

/** What is behind repairs that serve no rule of the checker: what another dialect has and this one has not, and our limits. */
const REASONS: Readonly<Record<string, string>> = {
  'dialect/after-end': 'Nothing follows the end of a response, in whichever dialect it was said',
  'dialect/custom-tool-input': 'The input of a custom tool is text; Chat Completions may have it as a JSON object',
  'dialect/duplicate-message-start': 'An Anthropic stream has one message_start',
  'dialect/extra-choice': 'A response has one answer: only choice 0 becomes the response',
  'dialect/invalid-logprobs': 'Log probabilities that cannot be read are left out',
  'dialect/reasoning-details': 'Details of reasoning that Responses has no place for are left out',
  'dialect/repeated-message': 'A whole message that repeats its deltas is not sent twice',
  'dialect/service-tier': 'A tier that the schema does not have is left out',
  'dialect/tool-call-id': 'The id of a tool call stays the same',
  'dialect/tool-call-index': 'A tool call is told from others by its index, or else by its id',
  'dialect/tool-call-name': 'A tool call without a name cannot be run',
  'dialect/tool-call-repeated': 'A tool call that comes twice is made once',
  'dialect/unknown-delta': 'A delta of a kind that Responses has no place for is left out',
  'dialect/unknown-finish-reason': 'A finish reason that nobody documents is read as the nearest one',
  'dialect/unknown-frame': 'A frame of another protocol in the middle of a stream is left out',
  'dialect/unsupported-annotation': 'An annotation that Responses has no place for is left out',
  'dialect/unsupported-block': 'A content block that Responses has no place for is left out',
  'dialect/unsupported-citation': 'A citation that Responses has no place for is left out',
  'dialect/unsupported-part': 'A content part that Responses has no place for is left out',
  'fields/changed': 'What leaves is told by its fields where no other code says what changed',
  'framing/rewritten': 'A frame is one `event:` line, one `data:` line and a blank line, each ended by LF',
  'framing/too-deep': 'JSON that nests deeper than 256 levels is no answer of a model',
  'lifecycle/call-dropped':
    'A call that was cut before its first argument never appears: some clients run whatever closes',
  'limits/frame-bytes': 'One frame may have 16 MiB',
  'limits/idle-timeout': 'An upstream may be silent for idleTimeout, where that is set',
  'limits/items': 'One response may have 4096 items',
  'limits/open-ms': 'One stream may be open for limits.openMs, where that is set',
  'limits/output-bytes': 'One response may have 64 MiB',
  'profile/dropped': 'What the schema of the profile does not have does not leave',
}

/** Why a repair was made. */
export interface Explanation {
  readonly what: string
  /** Anchor in the table of rules. */
  readonly anchor: string
}

/** Why repairs of this code are made, and where the rule stands; `undefined` for a code that nothing is known of. */
export function explain(code: string): Explanation | undefined {
  const rule = Object.hasOwn(RULES, code) ? code : SERVED[code]
  if (rule !== undefined) return { what: RULES[rule as RuleCode].what, anchor: rule }
  const what = REASONS[code]
  return what === undefined ? undefined : { what, anchor: code }
}

/** The repairs that serve no rule of the checker, for the table. */
export const OTHER_REPAIRS: readonly (readonly [code: string, what: string])[] = Object.entries(REASONS)
