import type { z } from 'zod'
import { type OptionalFields, object, type RequiredFields } from '../object.js'
import { index, literal, string } from '../scalars.js'

/** What every event has. */
export interface Numbered {
  sequence_number: number
}

/** An event of one output item. */
export interface ItemEvent extends Numbered {
  item_id: string
  output_index: number
}

/** An event of one content part. */
export interface ContentEvent extends ItemEvent {
  content_index: number
}

/** An event of one part of a reasoning summary. */
export interface SummaryEvent extends ItemEvent {
  summary_index: number
}

/** An event of one command of a shell call; the protocol gives it no `item_id`. */
export interface CommandEvent extends Numbered {
  output_index: number
  command_index: number
}

const numbered = { sequence_number: index }
const item = { ...numbered, item_id: string, output_index: index }
const content = { ...item, content_index: index }
const summary = { ...item, summary_index: index }
const command = { ...numbered, output_index: index, command_index: index }

type Typed = { type: string }
type Rest<T, Address> = Omit<RequiredFields<T>, keyof Address | 'type'>
type Build<Address> = <T extends Typed & Address>(
  type: T['type'],
  required: Rest<T, Address>,
  ...optional: object extends OptionalFields<T> ? [] : [OptionalFields<T>]
) => z.ZodType<T>

function build<Address>(address: object): Build<Address> {
  return <T extends Typed & Address>(type: T['type'], required: Rest<T, Address>, ...optional: [object?]) => {
    const fields = { type: literal(type), ...address, ...required } as unknown as RequiredFields<T>
    return object<T>(fields, (optional[0] ?? {}) as OptionalFields<T>)
  }
}

export const numberedEvent: Build<Numbered> = build<Numbered>(numbered)
export const itemEvent: Build<ItemEvent> = build<ItemEvent>(item)
export const contentEvent: Build<ContentEvent> = build<ContentEvent>(content)
export const summaryEvent: Build<SummaryEvent> = build<SummaryEvent>(summary)
export const commandEvent: Build<CommandEvent> = build<CommandEvent>(command)
