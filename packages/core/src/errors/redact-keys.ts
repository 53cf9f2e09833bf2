import type { Redaction } from './redactions.js'

const KEY = '[key]'

/** Keys that are known by how they start (OpenAI and its kin, cloud providers, code hosts, chat, JWT). */
const KNOWN_KEYS: readonly string[] = [
  'sk-(?!learn\\b)[\\w*-]{4,}',
  '(?:sk|pk|rk|ek|whsec|sess)_(?:live_|test_|proj_)?[A-Za-z0-9*]{12,}',
  'sess-[\\w-]{12,}',
  '(?:AKIA|ASIA|ABSK)[A-Za-z0-9+/=]{8,}',
  '(?:hf|gsk|r8)_(?=[a-z]{0,40}[A-Z0-9])[A-Za-z0-9]{6,}',
  '(?:hf|gsk|r8|npm|fw|sbp|tgp_v1|dop_v1|lsv2_[a-z]{2})_[A-Za-z0-9]{16,}',
  'xai-[A-Za-z0-9]{6,}',
  'AIza[\\w-]{8,}',
  'ya29\\.[\\w.-]{8,}',
  'gh[pousr]_[A-Za-z0-9]{6,}',
  'github_pat_\\w{6,}',
  'glpat-[\\w-]{6,}',
  'xox[a-z]-[\\w-]{6,}',
  '(?:pplx|nvapi|csk|tvly|dapi)-?[\\w-]{20,}',
  'SG\\.[\\w-]{8,}(?:\\.[\\w-]+)?',
  'eyJ[\\w-]{8,}(?:\\.[\\w-]+){0,4}',
]

const PASSWORD = /pass|pwd|secret$|credential|authorization/i
const DIGIT = /\d/

/** Whether what stands behind a word such as "token" is a secret: always after a password's name, else if it looks like one. */
function isSecret(name: string, sign: string, value: string): boolean {
  if (sign.includes('=')) return !/^\d+$/.test(value) || PASSWORD.test(name)
  if (sign.includes(':') && PASSWORD.test(name)) return true
  return value.length >= 20 || (value.length >= 6 && DIGIT.test(value) && !/^\d+$/.test(value))
}

/** A key or certificate, whole. */
export const BLOCK: Redaction = [/-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(?:-----END [A-Z ]{1,40}-----|$)/g, () => KEY]

export const KEY_RULES: readonly Redaction[] = [
  // data url
  [/\bdata:[\w/+.-]{0,80}(?:;[\w=-]{1,40}){0,4},[A-Za-z0-9+/=_%-]{8,}/g, () => '[data]'],
  // cookie
  [/\b((?:set-)?cookie: )(?!\[key\]$)[^\n]+/gim, (_match, name) => name + KEY],
  // bearer
  [
    /\b(bearer[ \t]{1,8})(?!(?:auth\w*|tokens?|scheme|header|realm|credentials?|keys?|is|was|not|and|or|format|prefix|in|for|with|must|type|value|required|missing|invalid|expired|error)(?![\w~+/=*-]|\.\w))[\w.~+/=*-]{4,}/gi,
    (_match, name) => name + KEY,
  ],
  // basic
  [
    /\b(basic[ \t]{1,8})(?=[A-Za-z+/]{0,80}(?:\d|=|[a-z][A-Z]))[A-Za-z0-9+/=]{8,}/gi,
    (match, name) => (/\d|=|[a-z][A-Z]/.test(match.slice(name.length)) ? name + KEY : match),
  ],
  // named secret
  [
    /((?:api|access|secret|private|account|auth|client|shared|subscription|encryption|signing)[-_ ]?(?:key|token|secret)|pass(?:word|wd|phrase)|pwd|secret|credentials?|authorization|session[-_]?id|signature|token)(["'`]?\s{0,4}(?:=>|=|:|\bis\b|\bwas\b|\bprovided:)\s{0,4}["'`]?)((?:bearer|basic|token) )?([^\s"'`,;()[\]{}]{3,})/gi,
    (match, name, sign, scheme: string | undefined, value) =>
      isSecret(name, sign, value) ? name + sign + (scheme ?? '') + KEY : match,
  ],
  // known key
  [new RegExp(`(?<![A-Za-z0-9])(?:${KNOWN_KEYS.join('|')})`, 'g'), () => KEY],
  // long secret beside its name
  [
    /((?:key|token|secret|password|credential|signature)\b[^\n]{0,24}?)(?<![\w+/=-])(?!(?:resp|req|msg|org|proj|run|call)[_-])([A-Za-z0-9+/_=-]{32,})/gi,
    (match, before, value) => (DIGIT.test(value) && /[A-Za-z]/.test(value) ? before + KEY : match),
  ],
  // long secret
  [
    /(?<![A-Za-z0-9_-])[A-Za-z0-9]{32,}/g,
    (match) => (DIGIT.test(match) && /[a-z]/.test(match) && /[A-Z]/.test(match) ? KEY : match),
  ],
]
