import { ArgumentText } from './argument-text.js'
import type { DialectContext } from './context.js'
import { type ToolKind, unwrapInput } from './custom-tools.js'

interface Mode {
  readonly item: 'function_call' | 'custom_tool_call'
  readonly field: 'arguments' | 'input'
  readonly delta: string
  /** Whether the text must be whole before any of it can leave. */
  readonly whole: boolean
}

const FUNCTION: Mode = {
  item: 'function_call',
  field: 'arguments',
  delta: 'response.function_call_arguments.delta',
  whole: false,
}
const CUSTOM: Mode = {
  item: 'custom_tool_call',
  field: 'input',
  delta: 'response.custom_tool_call_input.delta',
  whole: false,
}
/** What arguments leave as, as they come. */
export const ARGUMENT_DELTAS: ReadonlySet<string> = new Set([FUNCTION.delta, CUSTOM.delta])
const WRAPPED: Mode = { ...CUSTOM, whole: true }

/** The declaration decides; only an undeclared tool is what the upstream calls it. */
const MODES: Readonly<Record<`${ToolKind | 'undeclared'} as ${ToolKind}`, Mode>> = {
  'function as function': FUNCTION,
  'function as custom': FUNCTION,
  'custom as function': WRAPPED,
  'custom as custom': CUSTOM,
  'undeclared as function': FUNCTION,
  'undeclared as custom': CUSTOM,
}

/** One tool call: holds what cannot leave yet, sends the rest as it comes. */
export class ToolCall {
  id: string | undefined
  name: string | undefined
  readonly args: ArgumentText = new ArgumentText()
  readonly #context: DialectContext
  readonly #key: number
  readonly #kind: ToolKind
  #mode: Mode | undefined
  #fallback = ''
  #finished = false

  constructor(context: DialectContext, kind: ToolKind) {
    this.#context = context
    this.#kind = kind
    this.#key = context.allot()
  }

  /** Whether `output_item.added` has been drafted: the id and the name are then settled. */
  get opened(): boolean {
    return this.#mode !== undefined
  }

  /** Adds argument text; opens the call once there is a name, and an id or text. */
  add(text: string): void {
    this.args.push(text)
    if (this.#mode) {
      if (!this.#mode.whole) this.#delta(this.#mode, text)
    } else if (this.name !== undefined && (this.id !== undefined || this.args.length > 0)) {
      this.#open(this.name)
    }
  }

  /** Arguments for the case that no text comes: an empty object at the start of a call may be a placeholder. */
  otherwise(text: string): void {
    this.#fallback = text
  }

  /** No more will come. A call that was cut keeps the bytes received, and without any it never appears. */
  finish(cut = false): void {
    if (this.#finished || (cut && this.args.length === 0)) return
    this.#finished = true
    if (this.name === undefined) {
      this.#context.sink.report('dialect/tool-call-name', `a tool call (${this.id ?? 'no id'}) never got a name`)
      if (this.args.length === 0) return
    }
    const mode = this.#mode ?? this.#open(this.name ?? '')
    if (mode.whole) this.#unwrap(mode)
    else if (this.args.length === 0) this.#delta(mode, this.#fallback)
  }

  #open(name: string): Mode {
    const { kinds, sink } = this.#context
    const mode = MODES[`${kinds(name) ?? 'undeclared'} as ${this.#kind}`]
    this.#mode = mode
    const item = { type: mode.item, name, ...(this.id !== undefined && { call_id: this.id }), [mode.field]: '' }
    sink.draft({ type: 'response.output_item.added', output_index: this.#key, item })
    if (!mode.whole) this.#delta(mode, this.args.toString())
    return mode
  }

  #unwrap(mode: Mode): void {
    const text = this.args.toString() || this.#fallback
    const input = unwrapInput(text)
    if (input === undefined && text !== '') {
      this.#context.sink.report(
        'dialect/custom-tool-input',
        `${this.name} is a custom tool: its arguments went out as they are`,
      )
    }
    this.#delta(mode, input ?? text)
  }

  #delta(mode: Mode, delta: string): void {
    if (delta !== '') this.#context.sink.draft({ type: mode.delta, output_index: this.#key, delta })
  }
}
