import { type JsonObject, merge } from '../json.js'
import { leavingType } from '../protocol/profiles.js'
import { completeLogprobs } from '../protocol/shape/logprobs.js'
import type { Assembly } from './assembly.js'
import type { Source } from './emitter.js'
import { address, isAddressed, missing } from './part-names.js'
import type { ItemState, TextState } from './state.js'

/** Sends one delta and keeps its text. `event` is the upstream's, if this is one. */
export function sendDelta(
  assembly: Assembly,
  item: ItemState,
  text: TextState,
  index: number,
  delta: string,
  event?: JsonObject,
  source: Source | undefined = event && assembly.source,
): void {
  const { family } = text
  text.text.append(delta)
  text.streamed = true
  assembly.emitter.repeats(text)
  assembly.outputLength += delta.length
  assembly.streamed = { text, delta, type: leavingType(family.delta, assembly.profile) }
  let logprobs: unknown = event?.['logprobs']
  if (family.part === 'output_text' && !mayLack(assembly, event, 'logprobs')) {
    const complete = completeLogprobs(logprobs, assembly)
    for (const logprob of complete) text.logprobs.push(logprob)
    // They are repeated by the done: of such a delta more is kept than its text.
    if (complete.length > 0) assembly.streamed = undefined
    logprobs = complete
  }
  // To copy an event that says all this already, and to compare the copy, would cost more than all the rest.
  const says = event?.['type'] === family.delta && event['delta'] === delta && event['logprobs'] === logprobs
  if (says && isAddressed(event, item, family.place, index)) return assembly.emit(event, source)
  const base = merge(event)
  base['type'] = family.delta
  address(base, item, family.place, index)
  base['delta'] = delta
  if (logprobs !== undefined) base['logprobs'] = logprobs
  assembly.emit(base, source)
}

/** Before the first real delta: what the announcement held leaves first, unless the delta begins to repeat it. */
export function sendHeld(assembly: Assembly, item: ItemState, text: TextState, index: number, next: string): void {
  if (text.held === '' || text.text.length > 0 || (!text.streamed && text.held.startsWith(next))) return
  const held = text.held
  text.held = ''
  sendDelta(assembly, item, text, index, held)
}

/** `logprobs` and `name` are not required in Open Responses: an upstream event without them is strict there. */
function mayLack({ profile, source }: Assembly, event: JsonObject | undefined, field: string): boolean {
  return profile === 'open-responses' && source !== undefined && event !== undefined && event[field] === undefined
}

/** A done says otherwise than the deltas. */
export function disagrees(assembly: Assembly, item: ItemState, { family }: TextState): void {
  assembly.report('text/done-mismatch', `${family.done} and the deltas of item ${item.id} disagree: the deltas stand`)
}

/** Compares what was sent with what a done says: the missing rest leaves as a delta, else the deltas win. */
export function settle(
  assembly: Assembly,
  item: ItemState,
  text: TextState,
  index: number,
  whole: string | undefined,
): void {
  // What came before a resumed stream is not known: the upstream's word for the whole stands.
  const resumed = 'resumed' in text ? text.resumed === true : item.resumed
  for (const said of [text.held, whole]) {
    if (said === undefined || said === '') continue
    const sent = text.text.toString()
    if (said === sent) continue
    if (resumed && said.endsWith(sent)) text.held = said
    else if (!text.done && said.startsWith(sent)) sendDelta(assembly, item, text, index, said.slice(sent.length))
    else disagrees(assembly, item, text)
  }
  if (whole === '' && text.text.length > 0) {
    assembly.report(
      'text/done-empty',
      `${text.family.done} of item ${item.index} was empty: it left with the text of the deltas`,
    )
  }
  if (!resumed) text.held = ''
}

/** The whole text as far as it is known: a resumed part takes the upstream's word for its beginning. */
export function wholeText(text: TextState): string {
  const sent = text.text.toString()
  return text.held.length > sent.length ? text.held : sent
}

/** Sends the family's done event. `event` is the upstream's, if this is one. */
export function sendDone(
  assembly: Assembly,
  item: ItemState,
  text: TextState,
  index: number,
  event?: JsonObject,
): void {
  if (text.done) return
  text.done = true
  assembly.emitter.repeats(text)
  const { family } = text
  if (!event) assembly.report(missing(family.done), `${family.done} of item ${item.index} was missing: it was added`)
  const done = merge(event)
  done['type'] = family.done
  address(done, item, family.place, index)
  done[family.field] = wholeText(text)
  if (family.part === 'output_text' && !mayLack(assembly, event, 'logprobs')) {
    done['logprobs'] = Array.isArray(event?.['logprobs'])
      ? completeLogprobs(event['logprobs'], assembly)
      : text.logprobs
  }
  if (item.type === 'function_call' && !mayLack(assembly, event, 'name'))
    done['name'] = item.item['name'] ?? event?.['name'] ?? ''
  assembly.emit(done, event && assembly.source)
}
