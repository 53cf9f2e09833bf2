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
  reply.setEncoding('utf8')
  for await (const chunk of reply) {
    text += chunk
    const frames = framesOf(text)
    if (frames.length < count) continue
    reply.destroy()
    return frames.slice(0, count).join('')
  }
  return text
}

/** The whole frames of a text. */
export const framesOf = (text: string): string[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .map((frame) => `${frame}\n\n`)

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
