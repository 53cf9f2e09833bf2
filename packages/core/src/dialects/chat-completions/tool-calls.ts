import type { JsonObject } from '../../json.js'
import type { DialectContext } from './context.js'
import { ToolCall } from './tool-call.js'
import { fragmentsOf, type ToolFragment } from './tool-fragment.js'

/**
 * Finds the call that each fragment belongs to. Servers leave out the index, repeat it for every call or count it up
 * within one; they leave out ids and names, repeat them in every fragment, or send them late.
 */
export class ToolCalls {
  readonly #context: DialectContext
  readonly #calls: ToolCall[] = []
  readonly #byId = new Map<string, ToolCall>()
  readonly #byIndex = new Map<number | string, ToolCall>()
  /** The call that the last fragment went to. */
  #active: ToolCall | undefined

  constructor(context: DialectContext) {
    this.#context = context
  }

  get used(): boolean {
    return this.#calls.length > 0
  }

  read(delta: JsonObject): void {
    for (const fragment of fragmentsOf(delta)) {
      if (this.#repeats(fragment)) continue
      const call = this.#find(fragment) ?? this.#add(fragment)
      if (fragment.index !== undefined) this.#byIndex.set(fragment.index, call)
      this.#active = call
      this.#name(call, fragment)
      if (fragment.empty) call.otherwise('{}')
      call.add(fragment.text)
    }
  }

  /** Arguments of the call being written have left already. */
  passed(text: string): void {
    this.#active?.args.push(text)
  }

  /** The reply is whole, or was cut: what is held leaves. */
  finish(cut = false): void {
    for (const call of this.#calls) call.finish(cut)
  }

  /** A whole call that comes a second time, id, name and all (Scaleway). Fragments are never compared. */
  #repeats({ id, name, text }: ToolFragment): boolean {
    const known = id === undefined ? undefined : this.#byId.get(id)
    if (!known || name === undefined || name !== known.name || text.length !== known.args.length) return false
    if (!known.args.complete() || known.args.toString() !== text) return false
    this.#context.sink.report('dialect/tool-call-repeated', `the call ${id} came twice, the second was dropped`)
    return true
  }

  #find(fragment: ToolFragment): ToolCall | undefined {
    const { index, id, name } = fragment
    const at = index === undefined ? this.#calls.at(-1) : this.#byIndex.get(index)
    if (id === undefined) return at ? this.#ifFits(at, fragment) : name === undefined ? this.#orphan(index) : undefined
    if (at?.id === id) return this.#ifFits(at, fragment)
    const known = this.#byId.get(id)
    if (known) return !at && index !== undefined && name !== undefined ? undefined : this.#ifFits(known, fragment)
    if (!at) return undefined
    if (at.id === undefined) return this.#ifFits(at, fragment)
    // A new id begins a new call, but some servers (vLLM) make up an id for every fragment: those have no name.
    return index !== undefined && name === undefined && !at.args.complete() ? at : undefined
  }

  /** Whether a fragment with a name can go on with a call: another name, or the same after whole arguments, cannot. */
  #ifFits(call: ToolCall, { id, name, text }: ToolFragment): ToolCall | undefined {
    if (name === undefined || call.name === undefined) return call
    if (name !== call.name) return undefined
    const closing = text === '' && id !== undefined && id === call.id
    return closing || !call.args.complete() ? call : undefined
  }

  /** Arguments alone under an index that no call has: the call being written goes on, where there is no doubt. */
  #orphan(index: ToolFragment['index']): ToolCall | undefined {
    const last = this.#calls.at(-1)
    if (!last) return undefined
    const sure = this.#active === last && !last.args.complete()
    const where = sure ? 'they went to the last call' : 'they are kept as a call of their own'
    this.#context.once('dialect/tool-call-index', `arguments came under index ${index}, which has no call: ${where}`)
    return sure ? last : undefined
  }

  #add({ kind }: ToolFragment): ToolCall {
    const call = new ToolCall(this.#context, kind)
    this.#calls.push(call)
    return call
  }

  #name(call: ToolCall, { id, name }: ToolFragment): void {
    if (call.opened && call.id === undefined && id !== undefined) {
      this.#context.once('dialect/tool-call-id', `the id ${id} came after the arguments of its call had begun`)
    }
    call.id ??= id
    call.name ??= name
    if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, call)
  }
}
