import { isObject, type JsonObject } from '../json.js'
import { KEEPALIVES } from '../protocol/aliases.js'
import { EndingReader } from './ending.js'
import { ErrorsReader } from './errors.js'
import { type CheckEvent, type Reader, readData, readType } from './event.js'
import { FieldsReader } from './fields.js'
import { type CheckFrame, FramingReader } from './framing.js'
import { ItemsReader } from './items.js'
import { LifecycleReader } from './lifecycle.js'
import { type Named, NamesReader } from './names.js'
import { type CheckOptions, checkSettings } from './options.js'
import { checkOutput } from './output.js'
import { type CheckReport, Reporter } from './report.js'
import { ResponseReader } from './response.js'
import { indexIn, stringIn } from './route.js'
import { SequenceReader } from './sequence.js'
import { Memory } from './track.js'

/** Hands every event of a stream to the readers, and stops where the stream turns out to be another's. */
export class Checker {
  readonly #report: Reporter = new Reporter()
  readonly #memory: Memory
  readonly #framing: FramingReader
  readonly #names: NamesReader
  readonly #sequence: SequenceReader
  readonly #ending: EndingReader
  /** What reads events until the end has come. */
  readonly #readers: readonly Reader[]
  #events = 0
  #decided = false
  #foreign = false
  /** Whether a frame that could not be read came before any that could. */
  #garbled = false
  /** Whether the last frame was cut so that it could not be read: the end is then lost with it. */
  #cut = false

  constructor(options?: CheckOptions) {
    const settings = checkSettings(options)
    const report = this.#report
    const memory = new Memory(settings.startingAfter !== undefined)
    this.#memory = memory
    this.#framing = new FramingReader(
      report,
      (frame) => this.#frame(frame),
      () => this.#ending.comment(),
    )
    this.#names = new NamesReader(report, settings, (data) => named(data, memory))
    this.#sequence = new SequenceReader(report, settings)
    this.#ending = new EndingReader(report, settings)
    this.#readers = [
      new FieldsReader(report, settings),
      new ErrorsReader(report, settings),
      new LifecycleReader(report, settings),
      new ResponseReader(report, memory),
      new ItemsReader(report, settings, memory),
    ]
  }

  /** Whether nothing that follows can matter. */
  get over(): boolean {
    return this.#foreign
  }

  push(chunk: Uint8Array): void {
    if (!this.#foreign) this.#framing.push(chunk)
  }

  end(): CheckReport {
    this.#framing.end()
    if (this.#foreign) return this.#report.finish(this.#events)
    this.#report.at({ event: this.#events, line: this.#framing.line })
    if (!this.#decided) this.#undecided()
    else if (!this.#cut) this.#ending.end()
    return this.#report.finish(this.#events)
  }

  #frame(frame: CheckFrame): void {
    if (this.#foreign) return
    const place = { event: this.#events, line: frame.line }
    this.#report.at(place)
    if (frame.data?.trim() === '[DONE]') {
      this.#ending.done(frame.plain && frame.event === undefined)
      return
    }
    if (!frame.whole && !frame.cut) this.#memory.losses.count++
    const data = readData(frame, this.#report)
    if (!this.#decided && !this.#decide(frame, data)) return
    if (!data) {
      this.#lost(frame)
      return
    }
    const number = data['sequence_number']
    const type = typeof data['type'] === 'string' ? { type: data['type'].slice(0, 80) } : {}
    this.#report.at({ ...place, ...type, ...(typeof number === 'number' && { sequence_number: number }) })
    this.#events++
    this.#sequence.feed(data)
    const sent = readType(data, frame, this.#report)
    if (sent !== undefined) this.#event(this.#names.read(sent, data))
  }

  #event(event: CheckEvent): void {
    if (!this.#ending.feed(event)) return
    try {
      for (const reader of this.#readers) reader.feed(event)
      const response = event.data['response']
      if (event.row?.role === 'terminal' && isObject(response)) this.#terminal(response)
    } catch (error) {
      // Values are compared by recursion: what nests deeper than the stack is no answer of a model.
      if (!(error instanceof RangeError)) throw error
      this.#report.add('fields/invalid', 'expected less nesting')
    }
  }

  #terminal(response: JsonObject): void {
    const { items } = this.#memory
    for (const item of items.values()) {
      if (item.done) continue
      this.#report.add('lifecycle/missing-item-done', `expected item ${item.index}, \`${item.id}\`, to be done`)
    }
    if (Array.isArray(response['output'])) checkOutput(response['output'], this.#memory, this.#report)
  }

  /** Decides by the first frame that says something whether the stream is one of ours. */
  #decide(frame: CheckFrame, data: JsonObject | undefined): boolean {
    const type = data?.['type'] ?? frame.event
    const ours = typeof type === 'string' && (type === 'error' || type.startsWith('response.'))
    if (ours || (data && !('type' in data) && 'error' in data)) {
      this.#decided = true
      return true
    }
    if (!data) {
      if (frame.data !== undefined && frame.data.trim() !== '') this.#garbled = true
      return true
    }
    if (isSilent(data, type)) return true
    this.#foreign = true
    this.#report.clear()
    this.#report.add('stream/not-responses', 'expected a Responses event first, found another stream')
    return false
  }

  /** The end of a stream in which nothing said what it is. */
  #undecided(): void {
    this.#report.clear()
    if (this.#garbled) this.#report.add('stream/not-responses', 'expected Responses events, found other data')
    else this.#report.add('stream/empty', 'expected Responses events, found none')
  }

  #lost(frame: CheckFrame): void {
    if (frame.cut) this.#cut = true
    else if (frame.data !== undefined && frame.data.trim() !== '') {
      this.#memory.losses.count++
      this.#sequence.skip()
    }
  }
}

/** Whether an object says nothing of what kind of stream it is in. */
function isSilent(data: JsonObject, type: unknown): boolean {
  return Object.keys(data).length === 0 || (typeof type === 'string' && KEEPALIVES.has(type))
}

/** What an event that no schema knows names. */
function named(data: JsonObject, memory: Memory): Named {
  const id = stringIn(data, 'item_id')
  const index = indexIn(data, 'output_index')
  const item = id === undefined ? undefined : memory.byId.get(id)
  if (id === undefined && index === undefined) return 'nothing'
  const found = item ?? (id === undefined ? memory.items.get(index!) : undefined)
  return found && !found.done ? 'open' : memory.resumed && !found ? 'open' : 'other'
}
