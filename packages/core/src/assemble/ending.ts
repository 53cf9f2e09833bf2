import { declaredError } from '../errors/declared.js'
import type { SafeError } from '../errors/safe-error.js'
import { asObject, asText, isObject, type JsonObject, merge } from '../json.js'
import type { Outcome } from '../options.js'
import { endingOf } from '../protocol/endings.js'
import type { Assembly } from './assembly.js'
import { type Closing, closeItem } from './close-item.js'
import { errorEvent, responseError } from './error-event.js'
import { start } from './lifecycle.js'
import { addFinalItems, finalOutput, matchOutput } from './output.js'
import { buildResponse } from './response.js'
import { removeFrom } from './router.js'
import type { ItemState } from './state.js'

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  completed: 'completed',
  incomplete: 'incomplete',
  failed: 'failed',
  cancelled: 'failed',
  canceled: 'failed',
}

const byType = (type: string): Outcome =>
  type === 'response.completed' ? 'completed' : type === 'response.incomplete' ? 'incomplete' : 'failed'

/** A terminal event of the upstream: named after its status, completed with everything that was sent. */
export function terminal(assembly: Assembly, event: JsonObject): void {
  const said = asObject(event['response'])
  const declared = declaredFailure(said['error']) ?? declaredFailure(event['error'])
  const status = asText(said['status'])
  let outcome = (Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status] : undefined) ?? byType(String(event['type']))
  if (assembly.failing || declared) outcome = 'failed'
  if (byType(String(event['type'])) !== outcome) {
    assembly.report(
      'terminal/status-mismatch',
      `${String(event['type'])} came with status ${status || 'failed'}: it left as response.${outcome}`,
    )
  }
  if (outcome === 'failed') return failed(assembly, event, said, declared)
  start(assembly)
  const matched = matchOutput(assembly, said['output'])
  closeAll(assembly, outcome === 'incomplete', (item) => matched.found.get(item))
  addFinalItems(assembly, matched.rest, outcome === 'incomplete')
  finish(
    assembly,
    outcome,
    event,
    said,
    { error: null, incomplete_details: outcome === 'incomplete' ? incompleteDetails(assembly, said) : null },
    matched.found,
  )
}

function declaredFailure(error: unknown): unknown {
  return typeof error === 'string'
    ? error || undefined
    : isObject(error) && Object.keys(error).length > 0
      ? error
      : undefined
}

function incompleteDetails(assembly: Assembly, said: JsonObject): JsonObject {
  const details = asObject(said['incomplete_details'])
  const word = details['reason'] ?? ''
  // The schema knows two reasons: every other word is one of them.
  const reason = endingOf(word) === 'content_filter' ? 'content_filter' : 'max_output_tokens'
  if (reason === word) return details
  assembly.report('terminal/incomplete-reason', `incomplete_details.reason ${JSON.stringify(word)} left as ${reason}`)
  return { ...details, reason }
}

/** The upstream's own `response.failed`, or a terminal event that has to become one: mended in place. */
function failed(assembly: Assembly, event: JsonObject, said: JsonObject, declared: unknown): void {
  const error = responseError(assembly, assembly.failing ?? declaredError(declared), said['error'] ?? undefined)
  start(assembly)
  const matched = matchOutput(assembly, said['output'])
  closeAll(assembly, true, (item) => matched.found.get(item))
  // After the error event nothing opens any more.
  if (!assembly.failing) addFinalItems(assembly, matched.rest, true)
  finish(assembly, 'failed', event, said, { error, incomplete_details: null }, matched.found)
}

/** The upstream reported a failure: what is open closes, the error leaves, `response.failed` follows with the next frame. */
export function upstreamError(assembly: Assembly, safe: SafeError, original: JsonObject | undefined): void {
  if (assembly.failing) {
    assembly.report('error/repeated', 'a second error was dropped: the first one stands')
    return
  }
  start(assembly)
  closeAll(assembly, true)
  assembly.failing = safe
  sendError(assembly, safe, original)
}

function sendError(assembly: Assembly, safe: SafeError, original: JsonObject | undefined): void {
  assembly.emit(errorEvent(safe, assembly.options.errorShape ?? 'both'), original && assembly.source)
}

/** A failure that we found, or that was thrown: what is open closes, `error`, `response.failed`. */
export function fail(assembly: Assembly, safe: SafeError): void {
  if (!assembly.failing) upstreamError(assembly, safe, undefined)
  endFailed(assembly)
}

/** `response.failed` after an error that was not followed by one. */
export function endFailed(assembly: Assembly): void {
  const error = responseError(assembly, assembly.failing ?? declaredError(undefined), undefined)
  finish(assembly, 'failed', undefined, {}, { error, incomplete_details: null })
}

/** A terminal event that nobody sent. */
export function endAs(assembly: Assembly, outcome: 'completed' | 'incomplete'): void {
  start(assembly)
  closeAll(assembly, outcome === 'incomplete')
  const details = outcome === 'incomplete' ? { reason: 'max_output_tokens' } : null
  finish(assembly, outcome, undefined, {}, { error: null, incomplete_details: details })
}

/** Closes what is open. A call of which no argument ever came never appears in a response that was cut. */
function closeAll(
  assembly: Assembly,
  cut: boolean,
  said: (item: ItemState) => JsonObject | undefined = () => undefined,
): void {
  for (const item of [...assembly.router.open]) {
    const final = said(item)
    const closing: Closing = { said: final, cut: cut && !(final && isEnded(final['status'])) }
    if (item.index < 0 && closing.cut && !final && isBlank(item)) {
      removeFrom(assembly.waiting, item)
      removeFrom(assembly.router.open, item)
      item.done = true
      assembly.report(
        'lifecycle/call-dropped',
        `a ${item.type} was announced and cut before anything of it came: it never left`,
      )
      for (const early of item.early.splice(0)) if (typeof early === 'string') assembly.comment(early)
      continue
    }
    closeItem(assembly, item, closing)
  }
  for (const type of assembly.audio) assembly.emit({ type, response_id: assembly.identity.id })
  assembly.audio = []
}

/** Whether nothing of an announced item came. */
const isBlank = ({ own, early }: ItemState): boolean =>
  (own?.held ?? '').trim() === '' && early.every((event) => typeof event === 'string' || event.delta.trim() === '')

const isEnded = (status: unknown): boolean => status === 'completed' || status === 'incomplete' || status === 'failed'

function finish(
  assembly: Assembly,
  outcome: Outcome,
  event: JsonObject | undefined,
  said: JsonObject,
  fields: { error: JsonObject | null; incomplete_details: JsonObject | null },
  matched: ReadonlyMap<ItemState, JsonObject> = new Map(),
): void {
  const output = finalOutput(assembly, said['output'], matched)
  const response = buildResponse(assembly, said, { status: outcome, output, ...fields })
  const { error: _error, ...rest } = event ?? {}
  if (!event)
    assembly.report('lifecycle/missing-terminal', `the stream had no terminal event: it ended as response.${outcome}`)
  assembly.usage = isObject(response['usage']) ? response['usage'] : undefined
  assembly.outcome = outcome
  assembly.final = response
  assembly.emit(merge(rest, { type: `response.${outcome}`, response }), event && assembly.source)
}
