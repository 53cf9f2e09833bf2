import type { z } from 'zod'
import { ResponseDoneItem } from '../items/done-item.js'
import { ResponseOutputItem } from '../items/output-item.js'
import { index } from '../scalars.js'
import { type Numbered, numberedEvent } from './event.js'

export interface ResponseOutputItemAddedEvent extends Numbered {
  type: 'response.output_item.added'
  output_index: number
  item: ResponseOutputItem
}
export const ResponseOutputItemAddedEvent: z.ZodType<ResponseOutputItemAddedEvent> =
  numberedEvent<ResponseOutputItemAddedEvent>('response.output_item.added', {
    output_index: index,
    item: ResponseOutputItem,
  })

export interface ResponseOutputItemDoneEvent extends Numbered {
  type: 'response.output_item.done'
  output_index: number
  item: ResponseOutputItem
}
export const ResponseOutputItemDoneEvent: z.ZodType<ResponseOutputItemDoneEvent> =
  numberedEvent<ResponseOutputItemDoneEvent>('response.output_item.done', {
    output_index: index,
    item: ResponseDoneItem,
  })
