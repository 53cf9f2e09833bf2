/** A request as its bytes go out. */
export interface RawRequest {
  readonly method?: string
  readonly path?: string
  readonly version?: '1.0' | '1.1'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The bytes of a request; the connection closes after it unless the headers say otherwise. */
export function requestBytes(request: RawRequest): string {
  const { method = 'GET', path = '/v1/responses', version = '1.1', headers = {}, body = '' } = request
  const all = {
    Host: 'localhost',
    ...(version === '1.1' && { Connection: 'close' }),
    ...(body !== '' && { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/${version}\r\n${lines.join('')}\r\n${body}`
}
