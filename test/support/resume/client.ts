import { once } from 'node:events'
import http from 'node:http'

/** What came of one request. */
export interface Reply {
  readonly status: number
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Sends one request and reads the whole reply. */
export async function request(
  port: number,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Reply> {
  const reply = await send(port, path, { method, headers, body })
  const chunks: Buffer[] = []
  for await (const chunk of reply) chunks.push(chunk)
  return { status: Number(reply.statusCode), headers: reply.headers, body: Buffer.concat(chunks).toString() }
}

/** Starts a stream and leaves it behind its `count`th event; gives the text up to there, and how often it was read. */
export async function cutAfter(port: number, path: string, count: number, body = '{}'): Promise<string> {
  const reply = await send(port, path, { method: 'POST', headers: {}, body })
  let text = ''
  let whole = 0
  let frames = 0
  reply.setEncoding('utf8')
  for await (const chunk of reply) {
    text += chunk
    for (let end = text.indexOf(END, whole); end !== -1; end = text.indexOf(END, whole)) {
      whole = end + END.length
      if (++frames < count) continue
      reply.destroy()
      return text.slice(0, whole)
    }
  }
  return text
}

/** What a frame ends with. */
const END = '\n\n'

/** The whole frames of a text. */
export const framesOf = (text: string): string[] =>
  text
    .split(END)
    .slice(0, -1)
    .map((frame) => frame + END)

async function send(
  port: number,
  path: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body: string },
): Promise<http.IncomingMessage> {
  const all = { ...(body !== '' && { 'content-type': 'application/json' }), ...headers }
  const asked = http.request({ port, host: '127.0.0.1', path, method, headers: all, agent: false })
  asked.end(body)
  const [reply] = await once(asked, 'response')
  return reply
}
