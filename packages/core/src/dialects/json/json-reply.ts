import { isObject } from '../../json.js'
import type { Dialect } from '../../options.js'
import { encoder } from '../../sse/utf8.js'
import { isChatChunk } from '../chat-completions/detect.js'
import { isBareError } from '../responses.js'
import { isWholeMessage, isWholeResponse } from './whole-reply.js'

/** A reply that came as JSON although a stream was asked for, as an event stream has it. */
export interface JsonReply {
  /** What it speaks; an error speaks `responses`. */
  readonly dialect: Dialect
  /** Its one frame: what a normalizer of that dialect makes a stream of. */
  readonly frame: Uint8Array
}

/**
 * Reads the whole body of a JSON reply to `stream: true`, for `expandJson`.
 *
 * @param body All of its bytes, in UTF-8; indented or not.
 * @returns `undefined` where the body is no Response that has ended, Chat Completion, Anthropic message or error.
 * @example
 * const reply = readJsonReply(body)
 * const normalizer = createNormalizer({ expandJson: true, dialect: reply.dialect })
 * client.end(Buffer.concat([normalizer.push(reply.frame), normalizer.end()]))
 */
export function readJsonReply(body: Uint8Array): JsonReply | undefined {
  const text = new TextDecoder().decode(body)
  const dialect = dialectOf(parse(text))
  // Line ends can only be between tokens: as one line, the value is one frame however it was indented.
  return dialect && { dialect, frame: encoder.encode(`data: ${text.replace(/[\r\n]+/g, ' ').trim()}\n\n`) }
}

function dialectOf(value: unknown): Dialect | undefined {
  if (!isObject(value)) return undefined
  // A Response that failed has an error of its own.
  if (isWholeResponse(value) || isBareError(value, undefined)) return 'responses'
  if (isChatChunk(value)) return 'chat-completions'
  return isWholeMessage(value) ? 'anthropic-messages' : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
