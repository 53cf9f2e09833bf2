import type { JsonObject } from '@strict-responses/core'
import { unsupported } from '../../errors/api-error.js'
import { filled } from '../../json.js'
import { mapParts, type PartTable } from '../content-parts.js'
import { present } from '../present.js'

const DATA_URL = /^data:([^;,]+)(?:;[^;,]+)*;base64,(.*)$/s

function source(url: string): JsonObject {
  const [, media_type, data] = DATA_URL.exec(url) ?? []
  return data === undefined ? { type: 'url', url } : { type: 'base64', media_type, data }
}

const PARTS: PartTable = {
  input_image(part, path) {
    const url = filled(part['image_url'])
    if (url === undefined)
      throw unsupported('An image must have an `image_url`: the backend has no uploaded files.', `${path}.file_id`)
    return { type: 'image', source: source(url) }
  },
  input_file(part, path) {
    const data = filled(part['file_data'])
    const url = filled(part['file_url'])
    if (data === undefined && url === undefined)
      throw unsupported('A file must have `file_data` or a `file_url`: the backend has no uploads.', `${path}.file_id`)
    const whole = data === undefined || data.startsWith('data:') ? data : `data:application/pdf;base64,${data}`
    return present({ type: 'document', source: documentSource(whole ?? url ?? ''), title: filled(part['filename']) })
  },
}

/** Text goes as text: base64 is for PDF alone. */
function documentSource(url: string): JsonObject {
  const found = source(url)
  const { media_type, data } = found
  if (typeof data !== 'string' || !String(media_type).startsWith('text/')) return found
  return { type: 'text', media_type: 'text/plain', data: Buffer.from(data, 'base64').toString('utf8') }
}

/** The blocks of a message as Anthropic has them; empty text, which it refuses, is left out. */
export function anthropicBlocks(content: unknown, path: string): JsonObject[] {
  return mapParts(content, path, PARTS, (text) => ({ type: 'text', text })).filter((block) => block['text'] !== '')
}
