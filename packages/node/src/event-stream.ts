const EVENT_STREAM = /^\s*text\/event-stream\s*(?:;|$)/i

/** Successful replies that have no body, or only a part of one. */
const PARTIAL = new Set([204, 205, 206])

/** Whether a content type, as a header may hold it, is that of an event stream. */
export function isEventStream(type: unknown): boolean {
  const value: unknown = Array.isArray(type) ? type[0] : type
  return typeof value === 'string' && EVENT_STREAM.test(value)
}

/** Whether a reply with this head has a whole body of its own; error replies are left alone, event streams or not. */
export function isWhole(method: string | undefined, status: number): boolean {
  return method !== 'HEAD' && status >= 200 && status < 300 && !PARTIAL.has(status)
}

/** Whether a reply with this head is a stream of ours. */
export function isOurs(method: string | undefined, status: number, type: unknown): boolean {
  return isWhole(method, status) && isEventStream(type)
}
