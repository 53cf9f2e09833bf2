import http2 from 'node:http2'
import { BEGINNING_MS, Patience } from './patience.js'
import type { RawReply } from './raw-reply.js'
import type { RawRequest } from './raw-request.js'

/** Sends one request over an HTTP/2 session of its own and reads until the stream closes, or for `ms` from the first byte on. */
export function exchangeHttp2(
  port: number,
  request: RawRequest = {},
  ms = 10_000,
  beginningMs: number = BEGINNING_MS,
): Promise<RawReply> {
  const { method = 'GET', path = '/v1/responses', headers = {}, body = '' } = request
  return new Promise((resolve) => {
    const session = http2.connect(`http://127.0.0.1:${port}`)
    const type = body !== '' && { 'content-type': 'application/json' }
    const stream = session.request(
      { ':method': method, ':path': path, ...type, ...headers },
      { endStream: body === '' },
    )
    let head: http2.IncomingHttpHeaders & http2.IncomingHttpStatusHeader = {}
    let text = ''
    let [ended, hung] = [false, false]
    const patience = new Patience(ms, beginningMs, () => {
      hung = true
      session.destroy()
    })
    // What breaks shows in what arrived, and in that it did not end.
    session.on('error', () => {})
    stream.on('error', () => {})
    stream.setEncoding('utf8')
    stream.on('response', (received) => {
      head = received
    })
    stream.once('data', () => patience.begin())
    stream.on('data', (chunk: string) => {
      text += chunk
    })
    stream.on('end', () => {
      ended = true
    })
    stream.on('close', () => {
      patience.stop()
      const complete = ended && stream.rstCode === http2.constants.NGHTTP2_NO_ERROR && !hung
      session.destroy()
      const lines = Object.entries(head).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
      const raw = lines.length > 0 ? `${lines.join('\r\n')}\r\n\r\n${text}` : ''
      resolve({ raw, status: Number(head[':status'] ?? 0), headers: lines, body: text, complete, hung })
    })
    if (body !== '') stream.end(body)
  })
}
