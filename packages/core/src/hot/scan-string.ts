const QUOTE = 34
const BACKSLASH = 92

/** What the last scan found. */
export const scanned: { units: number; plain: boolean } = { units: 0, plain: true }

/**
 * Scans the inside of a JSON string in strict UTF-8. Returns the offset of its closing quote, -1 where the bytes end before
 * it, -2 where they are no valid string.
 */
export function scanString(view: DataView, start: number, limit: number): number {
  scanned.plain = true
  /** Bytes that are no UTF-16 unit of their own. */
  let extra = 0
  let at = plainEnd(view, start, limit)
  while (at < limit) {
    const byte = view.getUint8(at)
    if (byte === QUOTE) {
      scanned.units = at - start - extra
      return at
    }
    if (byte < 32) return -2
    const width = byte === BACKSLASH ? escapeWidth(view, at, limit) : sequenceWidth(view, at, limit)
    if (width <= 0) return width === 0 ? -1 : -2
    // four bytes of UTF-8 are two units; two and three are one, as is an escape
    extra += byte !== BACKSLASH && width === 4 ? 2 : width - 1
    at = plainEnd(view, at + width, limit)
  }
  return -1
}

/** Where text ends that stands for itself. A loop without calls: in one that has them, V8 looks at the view for each byte. */
function plainEnd(view: DataView, start: number, limit: number): number {
  let at = start
  while (at < limit) {
    const byte = view.getUint8(at)
    if (byte === QUOTE || byte < 32 || byte === BACKSLASH || byte > 127) break
    at++
  }
  return at
}

/** Bytes of the escape at `at`; 0 where they end inside it, -1 where it is none. */
function escapeWidth(view: DataView, at: number, limit: number): number {
  if (at + 1 >= limit) return 0
  switch (view.getUint8(at + 1)) {
    case QUOTE:
    case BACKSLASH:
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return 2
    case 47: // JSON.stringify leaves a slash as it is
      scanned.plain = false
      return 2
    case 117: // it escapes only control characters and lone surrogates so
      scanned.plain = false
      for (let i = at + 2; i < at + 6; i++) {
        if (i >= limit) return 0
        if (!isHex(view.getUint8(i))) return -1
      }
      return 6
    default:
      return -1
  }
}

const isHex = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102)

/** Bytes of the UTF-8 sequence at `at`; 0 where they end inside it, -1 where it is none (RFC 3629, section 4). */
function sequenceWidth(view: DataView, at: number, limit: number): number {
  const lead = view.getUint8(at)
  const width = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  if (width === 0) return -1
  if (at + 1 >= limit) return 0
  const second = view.getUint8(at + 1)
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  if (second < low || second > high) return -1
  for (let i = at + 2; i < at + width; i++) {
    if (i >= limit) return 0
    if ((view.getUint8(i) & 0xc0) !== 0x80) return -1
  }
  return width
}
