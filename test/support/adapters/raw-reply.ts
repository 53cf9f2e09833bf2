/** What came back, read no further than HTTP. */
export interface RawReply {
  /** Every byte, one character a byte. */
  readonly raw: string
  readonly status: number
  /** The head's lines after the status line. */
  readonly headers: readonly string[]
  /** The body as text, its chunks joined. */
  readonly body: string
  /** Whether the reply ended as HTTP wants it, rather than with the connection. */
  readonly complete: boolean
  /** Whether the server had not closed the connection when the time was up. */
  readonly hung: boolean
}

/** Reads the bytes of one reply. */
export function readReply(bytes: Buffer, hung: boolean): RawReply {
  const raw = bytes.toString('latin1')
  const split = raw.indexOf('\r\n\r\n')
  const [statusLine = '', ...headers] = split < 0 ? [] : raw.slice(0, split).split('\r\n')
  const rest = split < 0 ? Buffer.alloc(0) : bytes.subarray(split + 4)
  const chunked = headers.some((line) => /^transfer-encoding:\s*chunked$/i.test(line))
  const length = headers.find((line) => /^content-length:/i.test(line))?.split(':')[1]
  const body = chunked ? dechunk(rest) : { bytes: rest, complete: rest.length === Number(length ?? 0) }
  return {
    raw,
    status: Number(statusLine.split(' ')[1] ?? 0),
    headers,
    body: body.bytes.toString('utf8'),
    complete: body.complete,
    hung,
  }
}

function dechunk(rest: Buffer): { bytes: Buffer; complete: boolean } {
  const parts: Buffer[] = []
  let at = 0
  for (;;) {
    const line = rest.indexOf('\r\n', at)
    const size = line < 0 ? Number.NaN : Number.parseInt(rest.toString('latin1', at, line), 16)
    if (size === 0) return { bytes: Buffer.concat(parts), complete: rest.indexOf('\r\n\r\n', line) >= 0 }
    if (Number.isNaN(size) || line + 2 + size > rest.length) {
      if (line >= 0) parts.push(rest.subarray(line + 2))
      return { bytes: Buffer.concat(parts), complete: false }
    }
    parts.push(rest.subarray(line + 2, line + 2 + size))
    at = line + 4 + size
  }
}

/** The value of a header, or of all headers of that name. */
export function header(reply: RawReply, name: string): string | undefined {
  const values = reply.headers
    .filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    .map((line) => line.slice(name.length + 1).trim())
  return values.length > 0 ? values.join(' | ') : undefined
}

/** The bytes with the one header that may differ from run to run masked. */
export function masked(reply: RawReply): string {
  return reply.raw.replace(/^Date: .*$/gim, 'Date: masked')
}

/**
 * The same with the chunks of the body joined, for what was held back for a while: newer versions of Node make one
 * chunk of all that is written at once, and what is let go is.
 */
export function joined(reply: RawReply): string {
  const head = masked(reply).split('\r\n\r\n', 1)[0]
  return `${head}\r\n\r\n${reply.body}${reply.complete ? '' : ' (cut)'}`
}
