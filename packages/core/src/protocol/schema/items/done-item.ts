import type { z } from 'zod'
import { isObject } from '../../../json.js'
import { tagged, type Variants } from '../tagged.js'
import { OTHER_ITEM, OUTPUT_ITEMS, type ResponseOutputItem } from './output-item.js'

function requiring<T>(schema: z.ZodType<T>, field: string): z.ZodType<T> {
  return schema.check(({ value, issues }) => {
    if (isObject(value) && value[field] !== undefined) return
    issues.push({ code: 'custom', message: 'expected a value', path: [field], input: value })
  })
}

/** Items as the done event has them: OpenAI's schema always requires these two fields, but OpenAI sends them late. */
export const DONE_ITEMS: Variants<ResponseOutputItem> = {
  ...OUTPUT_ITEMS,
  web_search_call: requiring(OUTPUT_ITEMS.web_search_call, 'action'),
  image_generation_call: requiring(OUTPUT_ITEMS.image_generation_call, 'result'),
}

/** An item as `response.output_item.done` has it. */
export const ResponseDoneItem: z.ZodType<ResponseOutputItem> = tagged<ResponseOutputItem>(DONE_ITEMS, OTHER_ITEM)
