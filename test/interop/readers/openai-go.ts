import { framesOf, parse } from './frames.js'
import { isObject, type Reader, type ReadResult } from './reader.js'

// openai/openai-go, packages/ssestream: lines end in LF or CRLF, a BOM is part of the first line, an event whose data
// has an `error` key, even null, ends the stream, and no field is required. A line may have 32 MiB.
const LINE = 32 * 1024 * 1024

export const openaiGo: Reader = {
  name: 'openai-go',
  read(bytes): ReadResult {
    const events: object[] = []
    for (const { data } of framesOf(bytes, { cr: false, bom: false })) {
      if (data.length > LINE) return { events, error: 'bufio.Scanner: token too long' }
      if (data.startsWith('[DONE]')) break
      const { value, error } = parse(data)
      if (isObject(value) && 'error' in value)
        return { events, error: `received error while streaming: ${JSON.stringify(value['error'])}` }
      if (error !== undefined) return { events, error }
      if (!isObject(value)) return { events, error: 'json: cannot unmarshal into Go value' }
      events.push(value)
    }
    return { events }
  },
}
