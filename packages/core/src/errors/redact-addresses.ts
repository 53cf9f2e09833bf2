import { isPublicUrl } from './public-url.js'
import type { Redaction } from './redactions.js'

const ADDRESS = '[address]'

/** Words before a number that is no port: `limit:30000`. */
const COUNT =
  /^(?:limit|limits|used|requested|tokens?|max\w*|min\w*|total|current|count|line|column|col|size|length|code|status|error|port|pid|id|seconds|ms|bytes|\w*_tokens)$/i

function isHostAndPort(host: string, port: string): boolean {
  if (/\.[A-Za-z][A-Za-z-]+$/.test(host)) return true
  return port.length >= 4 && /[A-Za-z]/.test(host) && !host.includes('.') && !/^\d/.test(host) && !COUNT.test(host)
}

/** Eight groups or a `::`; a time of day and a C++ name have neither. */
function isIpv6(text: string): boolean {
  return /[0-9a-f]/i.test(text) && (text.includes('::') || text.split(':').length > 5)
}

/** A URL, unless it is a public page. */
export const URL_RULE: Redaction = [
  /(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/[^\s"'<>`]+/g,
  (match) => {
    const end = /[.,;:!?)\]}*]*$/.exec(match.slice(-16))?.[0] ?? ''
    const url = match.slice(0, match.length - end.length)
    if (isPublicUrl(url)) return match
    return (/^file:/i.test(url) ? '[path]' : ADDRESS) + end
  },
]

export const ADDRESS_RULES: readonly Redaction[] = [
  // e-mail
  [/(?<![\w.+%-])[\w.+%-]+@(?=[A-Za-z])(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+/g, () => '[email]'],
  // ipv4
  [/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?!\.?\d)(?:\/\d{1,2}\b)?(?::\d{1,5})?/g, () => ADDRESS],
  // ipv6
  [
    /(?<![\w:])\[?(?:[0-9a-f]{0,4}:){2,8}[0-9a-f]{0,4}(?:%\w{1,16})?(?![\w:])(?:\](?::\d{1,5})?)?/gi,
    (match) => (isIpv6(match) ? ADDRESS : match),
  ],
  // internal host
  [
    /(?<![\w.-])(?:[\w-]{1,63}\.){1,10}(?:internal|local|localdomain|lan|svc|cluster|corp|intranet|consul)(?![\w-]|\.\w)(?::\d{1,5})?/gi,
    () => ADDRESS,
  ],
  // localhost
  [/(?<![\w-])localhost(?::\d{1,5})?(?!\w)/gi, () => ADDRESS],
  // host and port
  [
    /(?<![\w.-])((?:[A-Za-z0-9_-]{1,63}\.){0,10}[A-Za-z0-9_-]{1,63}):(\d{2,5})(?!\w)/g,
    (match, host, port) => (isHostAndPort(host, port) ? ADDRESS : match),
  ],
  // host that was looked up
  [/\b(ENOTFOUND|EAI_AGAIN|host(?:name)?=)([ \t]{0,4}["']?)[\w.-]+/g, (_match, name, sign) => name + sign + ADDRESS],
]
