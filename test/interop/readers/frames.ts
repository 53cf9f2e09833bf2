/** One dispatched event of an event stream. */
export interface SseFrame {
  readonly event: string
  readonly data: string
}

export interface SseQuirks {
  /** Whether a lone CR ends a line. */
  readonly cr?: boolean
  /** Whether a BOM is skipped, and not part of the first field's name. */
  readonly bom?: boolean
}

/** The frames as the standard has them: an event without its closing blank line is never dispatched. */
export function framesOf(bytes: Uint8Array, { cr = true, bom = true }: SseQuirks = {}): SseFrame[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const lines = (bom && text.startsWith('\uFEFF') ? text.slice(1) : text).split(cr ? /\r\n|\n|\r/ : /\r?\n/)
  const frames: SseFrame[] = []
  let event = ''
  let data: string[] = []
  for (const line of lines.slice(0, -1)) {
    if (line === '') {
      if (data.length > 0) frames.push({ event, data: data.join('\n') })
      event = ''
      data = []
      continue
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
  }
  return frames
}

/** JSON, or what is wrong with it. */
export function parse(data: string): { readonly value?: unknown; readonly error?: string } {
  try {
    return { value: JSON.parse(data) }
  } catch {
    return { error: `no JSON: ${data.slice(0, 40)}` }
  }
}
