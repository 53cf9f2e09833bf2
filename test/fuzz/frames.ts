import { isObj, type Obj, parse } from '../support/oracle-frames.js'

/** One frame as the fuzzer edits it: its lines as they stand, or the JSON that they say. */
export interface FuzzFrame {
  readonly text: string
  readonly event: string | undefined
  readonly json: Obj | undefined
}

/** A frame with other data; the `event:` line follows `type` if it did before. */
export function withJson(frame: FuzzFrame, json: Obj): FuzzFrame {
  const followed = frame.event !== undefined && frame.event === frame.json?.['type']
  const event = followed && typeof json['type'] === 'string' ? json['type'] : frame.event
  return jsonFrame(json, event)
}

export const jsonFrame = (json: Obj, event?: string): FuzzFrame => ({
  text: `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(json)}\n\n`,
  event,
  json,
})

export const textFrame = (text: string): FuzzFrame => ({ text, event: undefined, json: undefined })

/** Cuts a stream at its blank lines. */
export function toFrames(stream: string): FuzzFrame[] {
  return stream
    .split(/(?<=\n\n|\r\n\r\n|\r\r)/)
    .filter((text) => text !== '')
    .map((text) => {
      const json = parse(/^data: ?(.*)$/m.exec(text)?.[1] ?? '')
      return { text, event: /^event: ?(.*)$/m.exec(text)?.[1], json: isObj(json) ? json : undefined }
    })
}

export const toText = (frames: readonly FuzzFrame[]): string => frames.map((frame) => frame.text).join('')
