import { asList, asText, isObject, type JsonObject } from '../../json.js'
import type { Report } from '../../repair.js'
import { thinkingText } from './reasoning-fields.js'

/** Takes the parts of a message's content. */
export interface ContentSink {
  text(delta: string): void
  refusal(delta: string): void
  reasoning(delta: string): void
  /** What a client sends back to go on from the thinking before it. */
  seal(signature: string): void
  readonly once: Report
}

const say = (part: JsonObject, sink: ContentSink): void => sink.text(asText(part['text']))

const PARTS: Readonly<Record<string, (part: JsonObject, sink: ContentSink) => void>> = {
  text: say,
  output_text: say,
  refusal: (part, sink) => sink.refusal(asText(part['refusal'])),
  thinking(part, sink) {
    sink.reasoning(thinkingText(part['thinking']))
    sink.seal(asText(part['signature']))
  },
  reasoning(part, sink) {
    sink.reasoning(asText(part['text']) || thinkingText(part['summary']))
    for (const entry of asList(part['summary'])) if (isObject(entry)) sink.seal(asText(entry['signature']))
  },
}

/** Reads `content`: a string, one part, or an array of parts. */
export function readContent(content: unknown, sink: ContentSink): void {
  for (const part of Array.isArray(content) ? content : [content]) {
    if (typeof part === 'string') sink.text(part)
    else if (isObject(part)) readPart(part, sink)
  }
}

function readPart(part: JsonObject, sink: ContentSink): void {
  const type = asText(part['type']) || 'text'
  if (Object.hasOwn(PARTS, type)) PARTS[type]?.(part, sink)
  else
    sink.once('dialect/unsupported-part', `a content part of type ${type} has no place in a response: it was dropped`)
}
