import type { Draft, DraftSink } from '../dialects/dialect.js'
import type { JsonObject } from '../json.js'

/** What one item of an agent is made of. */
type Kind = 'message' | 'reasoning'

interface OpenCall {
  readonly key: number
  readonly name: string | undefined
}

/** Turns an agent's pieces into the drafts of items: text after a tool call is a message of its own. */
export class AgentItems {
  readonly #sink: DraftSink
  readonly #reasoning: 'summary' | 'content'
  readonly #calls = new Map<string, OpenCall>()
  #next = 0
  #open: { readonly kind: Kind; readonly key: number } | undefined
  /** Whether the open message has all its text. */
  #textEnded = false

  constructor(sink: DraftSink, reasoning: 'summary' | 'content') {
    this.#sink = sink
    this.#reasoning = reasoning
  }

  text(delta: string): void {
    if (delta === '') return
    if (this.#textEnded) this.close()
    this.#draft('message', { type: 'response.output_text.delta', delta })
  }

  /** The text is complete: more of it is a new message. Annotations still belong to this one. */
  endText(): void {
    this.#textEnded = this.#open?.kind === 'message'
  }

  refusal(delta: string): void {
    if (delta !== '') this.#draft('message', { type: 'response.refusal.delta', delta })
  }

  reasoning(delta: string): void {
    const type =
      this.#reasoning === 'content' ? 'response.reasoning_text.delta' : 'response.reasoning_summary_text.delta'
    if (delta !== '') this.#draft('reasoning', { type, delta })
  }

  annotation(annotation: unknown): void {
    this.#draft('message', { type: 'response.output_text.annotation.added', annotation })
  }

  /** A piece of a call's arguments; the first one names the call. */
  call(callId: string | undefined, name: string | undefined, piece: unknown, more: boolean): void {
    const known = callId === undefined ? undefined : this.#calls.get(callId)
    const call = known ?? this.#openCall(callId, name)
    const delta = typeof piece === 'string' ? piece : piece === undefined ? '' : JSON.stringify(piece)
    if (delta !== '')
      this.#sink.draft({ type: 'response.function_call_arguments.delta', output_index: call.key, delta })
    if (more && callId !== undefined) this.#calls.set(callId, call)
    else this.#closeCall(callId, call)
  }

  /** Whether a call is open under this id. */
  calling(callId: string): boolean {
    return this.#calls.has(callId)
  }

  /** A whole item. */
  item(item: JsonObject): void {
    this.close()
    this.#sink.draft({ type: 'response.output_item.done', output_index: this.#next++, item })
  }

  /** What is open is complete: the next piece is a new item. */
  close(): void {
    if (!this.#open) return
    const { kind, key } = this.#open
    this.#open = undefined
    this.#textEnded = false
    const item = kind === 'message' ? { type: kind, status: 'completed' } : { type: kind }
    this.#sink.draft({ type: 'response.output_item.done', output_index: key, item })
  }

  #draft(kind: Kind, draft: Draft): void {
    if (this.#open?.kind !== kind) {
      this.close()
      this.#open = { kind, key: this.#next++ }
    }
    this.#sink.draft({ ...draft, output_index: this.#open.key })
  }

  #openCall(callId: string | undefined, name: string | undefined): OpenCall {
    this.close()
    const call = { key: this.#next++, name }
    const item: JsonObject = { type: 'function_call', name: name ?? '', arguments: '' }
    if (callId !== undefined) item['call_id'] = callId
    this.#sink.draft({ type: 'response.output_item.added', output_index: call.key, item })
    return call
  }

  #closeCall(callId: string | undefined, call: OpenCall): void {
    if (callId !== undefined) this.#calls.delete(callId)
    this.#sink.draft({
      type: 'response.output_item.done',
      output_index: call.key,
      item: { type: 'function_call', status: 'completed' },
    })
  }
}
