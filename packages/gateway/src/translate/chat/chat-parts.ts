import type { JsonObject } from '@strict-responses/core'
import { unsupported } from '../../errors/api-error.js'
import { filled, isObject } from '../../json.js'
import { mapParts, type PartTable } from '../content-parts.js'
import { present } from '../present.js'

/** `original` is newer than every chat backend. */
const DETAILS: Readonly<Record<string, string>> = { low: 'low', high: 'high', original: 'high' }

const PARTS: PartTable = {
  input_image(part, path) {
    const url = filled(part['image_url'])
    if (url === undefined)
      throw unsupported('An image must have an `image_url`: the backend has no uploaded files.', `${path}.file_id`)
    const detail = DETAILS[String(part['detail'])]
    return { type: 'image_url', image_url: present({ url, detail }) }
  },
  input_file(part, path) {
    const file_data = filled(part['file_data'])
    const file_id = filled(part['file_id'])
    if (file_data === undefined && file_id === undefined)
      throw unsupported('A file must have `file_data` or a `file_id`: the backend fetches none.', `${path}.file_url`)
    return { type: 'file', file: present({ file_data, file_id, filename: filled(part['filename']) }) }
  },
  input_audio: (part) => ({
    type: 'input_audio',
    input_audio: isObject(part['input_audio']) ? part['input_audio'] : {},
  }),
}

/** The parts of a message as Chat Completions has them. */
export function chatParts(content: unknown, path: string): JsonObject[] {
  return mapParts(content, path, PARTS, (text) => ({ type: 'text', text }))
}

/** The parts as a string where all of them are text: some backends take nothing else. */
export function chatContent(parts: readonly JsonObject[]): string | readonly JsonObject[] {
  return parts.every((part) => part['type'] === 'text') ? parts.map((part) => part['text']).join('\n') : parts
}
