/** The frame that ends a Responses stream. */
export const DONE_FRAME = 'data: [DONE]\n\n'

/** What most event types are made of. */
const LINE: RegExp = /^[a-z_.]+$/

/** Writes an event, as `event:`, one `data:` line and a blank line. */
export function encodeFrame(type: string, json: string): string {
  return `event: ${LINE.test(type) ? type : oneLine(type)}\ndata: ${onOneLine(json)}\n\n`
}

/** Writes a comment of one line. */
export function encodeComment(text: string): string {
  return `: ${oneLine(text)}\n\n`
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, '')
}

/** Between JSON's tokens a space is worth as much as a line end, and a line end stands nowhere else in JSON. */
function onOneLine(json: string): string {
  return json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]/g, ' ') : json
}
