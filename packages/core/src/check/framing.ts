import { type Line, LineReader } from './lines.js'
import type { Reporter } from './report.js'
import type { RuleCode } from './rules.js'

/** One frame with fields; comments are skipped. */
export interface CheckFrame {
  /** Line of its first field. */
  readonly line: number
  readonly event: string | undefined
  readonly data: string | undefined
  /** Whether it is written as a strict frame is, the `event:` line aside. */
  readonly plain: boolean
  /** Whether all of it came, in valid UTF-8. */
  readonly whole: boolean
  /** Whether the input ended inside it. */
  readonly cut: boolean
}

interface Draft {
  line: number
  event: string | undefined
  data: string[]
  faults: Array<[code: RuleCode, line: number, message: string]>
  valid: boolean
}

/** Reads bytes as a strict event stream and says where they are none. */
export class FramingReader {
  readonly #report: Reporter
  readonly #emit: (frame: CheckFrame) => void
  readonly #lines: LineReader
  #frame: Draft | undefined
  #line = 0
  /** Whether anything came since the last blank line. */
  #open = false
  #endingSeen = false

  readonly #onComment: () => void

  constructor(report: Reporter, emit: (frame: CheckFrame) => void, onComment: () => void = () => {}) {
    this.#report = report
    this.#emit = emit
    this.#lines = new LineReader((line) => this.#read(line))
    this.#onComment = onComment
  }

  /** The line that was read last. */
  get line(): number {
    return this.#line
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk)
  }

  end(): void {
    this.#lines.end()
    if (!this.#open) return
    this.#fault('framing/truncated', 'expected a blank line at the end, found the end of the input')
    if (this.#frame) this.#finish(true)
    else this.#open = false
  }

  #read({ text: raw, number, ending, valid }: Line): void {
    this.#line = number
    const bom = number === 1 && raw.startsWith('\uFEFF')
    const text = bom ? raw.slice(1) : raw
    if (bom) this.#fault('framing/bom', 'expected a field or comment, found a byte order mark')
    if (ending !== 'lf' && ending !== 'none' && !this.#endingSeen) {
      this.#endingSeen = true
      this.#fault('framing/line-ending', `expected LF, found ${ending.toUpperCase()}`)
    }
    if (!valid) this.#fault('framing/invalid-utf8', 'expected UTF-8, found other bytes')
    if (text === '') this.#blank()
    else {
      this.#open = true
      if (text.startsWith(':')) this.#onComment()
      else this.#field(text, valid)
    }
  }

  #blank(): void {
    if (!this.#open) this.#fault('framing/blank-line', 'expected a frame, found a blank line')
    this.#open = false
    if (this.#frame) this.#finish(false)
  }

  #field(text: string, valid: boolean): void {
    const colon = text.indexOf(':')
    const name = colon < 0 ? text : text.slice(0, colon)
    const raw = colon < 0 ? '' : text.slice(colon + 1)
    const value = raw.startsWith(' ') ? raw.slice(1) : raw
    if (this.#startsFrame(name, value)) {
      this.#fault('framing/missing-blank-line', `expected a blank line before \`${name}:\``)
      this.#finish(false)
      this.#open = true
    }
    this.#frame ??= { line: this.#line, event: undefined, data: [], faults: [], valid: true }
    if (!valid) this.#frame.valid = false
    if (name === 'data') this.#data(raw, value)
    else if (name === 'event') this.#event(raw, value)
    else this.#late(name === 'id' || name === 'retry' ? `framing/${name}` : 'framing/unknown-field', ...found(text))
  }

  /** Whether a field begins a new frame although no blank line ended the last: the last is whole without it. */
  #startsFrame(name: string, value: string): boolean {
    const { event, data } = this.#frame ?? {}
    if (!data || data.length === 0) return false
    if (name === 'event') return event !== undefined
    return name === 'data' && isWhole(data.join('\n')) && (value === '[DONE]' || value.startsWith('{'))
  }

  #data(raw: string, value: string): void {
    const frame = this.#frame!
    if (frame.data.length === 1) this.#late('framing/multiline-data', 'expected one `data:` line, found another')
    frame.data.push(value)
    this.#space('data', raw)
  }

  #event(raw: string, value: string): void {
    const frame = this.#frame!
    if (frame.event !== undefined) this.#late('framing/duplicate-event', ...found(`event: ${value}`))
    else if (frame.data.length > 0) this.#late('framing/order', 'expected `event:` before `data:`, found it after')
    frame.event = value
    this.#space('event', raw)
  }

  #space(name: string, raw: string): void {
    if (raw !== '' && /^ \S/.test(raw)) return
    if (raw.trim() !== '') this.#late('framing/space', `expected one space after \`${name}:\``)
  }

  /** A fault that counts only if the frame turns out to be an event. */
  #late(code: RuleCode, message: string): void {
    this.#frame!.faults.push([code, this.#line, message])
  }

  #fault(code: RuleCode, message: string): void {
    this.#report.line(this.#line)
    this.#report.add(code, message)
  }

  #finish(cut: boolean): void {
    const frame = this.#frame!
    this.#frame = undefined
    this.#open = false
    const data = frame.data.length > 0 ? frame.data.join('\n') : undefined
    if (data?.trim() !== '[DONE]') {
      for (const [code, line, message] of frame.faults) {
        this.#report.line(line)
        this.#report.add(code, message)
      }
    }
    const { line, event, faults, valid } = frame
    this.#emit({ line, event, data, plain: faults.length === 0, whole: valid && !cut, cut })
  }
}

function found(text: string): [string] {
  return [`expected \`event:\`, \`data:\` or a comment, found \`${text.slice(0, 40)}\``]
}

function isWhole(data: string): boolean {
  if (data === '[DONE]') return true
  try {
    JSON.parse(data)
    return data.startsWith('{')
  } catch {
    return false
  }
}
