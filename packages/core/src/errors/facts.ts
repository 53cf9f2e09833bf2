import { isObject, type JsonObject } from '../json.js'
import { embeddedJson } from './embedded-json.js'
import { field, firstField } from './fields.js'
import { safeName, safeText } from './safe-text.js'

/** What an upstream said of an error, from all levels of its value. */
export interface Facts {
  readonly code?: string | undefined
  readonly status?: string | undefined
  readonly type?: string | undefined
  readonly http?: number | undefined
  readonly param?: string | undefined
  readonly message?: string | undefined
}

const DEPTH = 12
const NUMBER = /^\d+$/
const CODE_KEYS = ['code', 'error_code', 'errorCode'] as const
const TYPE_KEYS = ['type', 'error_type', 'errorType'] as const
const STATUS_KEYS = ['status', 'statusCode', 'status_code', 'http_status', 'code'] as const
const PARAM_KEYS = ['param', 'loc'] as const
const MESSAGE_KEYS = [
  'message',
  'detail',
  'error_description',
  'msg',
  'error_message',
  'errorMessage',
  'error',
  'title',
]
/** Where the error itself may be, the likeliest first. */
const CHILD_KEYS = ['error', 'errors', 'response', 'detail', 'message', 'body'] as const

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/** A type of an error; the types of events are none. */
function errorType(value: unknown): string | undefined {
  const name = typeof value === 'string' ? safeName(value) : undefined
  return name === undefined || name === 'error' || name.startsWith('response.') ? undefined : name
}

function httpStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : undefined
}

/** A parameter's name; FastAPI gives the way to it as an array. */
function paramName(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const path = value.slice(0, 32).filter((key) => typeof key === 'string' || typeof key === 'number')
    return paramName(path.join('.'))
  }
  const name = text(value)
  return name === undefined || name.length > 512 ? undefined : safeText(name)
}

/** A name tells more than a number, the inner one more than the outer. */
function tellingCode(inner: string | undefined, outer: string | undefined): string | undefined {
  const named = [inner, outer].find((code) => code !== undefined && !NUMBER.test(code))
  return named ?? inner ?? outer
}

function merge(inner: Facts, outer: Facts): Facts {
  return {
    code: tellingCode(inner.code, outer.code),
    status: inner.status ?? outer.status,
    type: inner.type ?? outer.type,
    http: inner.http ?? outer.http,
    param: inner.param ?? outer.param,
    message: inner.message ?? outer.message,
  }
}

function own(value: JsonObject): Facts {
  const message = firstField(value, MESSAGE_KEYS, text)
  const label = field(value, 'error')
  const status = field(value, 'status')
  return {
    code: firstField(value, CODE_KEYS, safeName),
    status: typeof status === 'string' ? safeName(status) : undefined,
    // `{"error": "bad_request", "message": "…"}`: with a message beside it, the string is a name.
    type: firstField(value, TYPE_KEYS, errorType) ?? (label === message ? undefined : errorType(label)),
    http: firstField(value, STATUS_KEYS, httpStatus),
    param: firstField(value, PARAM_KEYS, paramName),
    message,
  }
}

/** A value that may hold the error: an object, an array, or a string with JSON in it. */
function child(value: unknown): unknown {
  if (typeof value === 'string') return embeddedJson(value)
  return typeof value === 'object' && value !== null ? value : undefined
}

/** Everything that the value says of an error, the innermost level first. */
export function readFacts(value: unknown, depth: number = 0): Facts {
  if (typeof value === 'number') return { code: safeName(value), http: httpStatus(value) }
  if (typeof value === 'string') {
    const inner = embeddedJson(value)
    return inner === undefined || depth > DEPTH ? { message: text(value) } : readFacts(inner, depth + 1)
  }
  if (depth > DEPTH) return {}
  if (Array.isArray(value)) {
    const all = value.slice(0, 8).map((entry) => readFacts(entry, depth + 1))
    return all.find((facts) => facts.message !== undefined) ?? all[0] ?? {}
  }
  if (!isObject(value)) return {}
  const outer = own(value)
  const found = firstField(value, CHILD_KEYS, child)
  if (found !== undefined) return merge(readFacts(found, depth + 1), outer)
  const bare = field(value, 'error')
  return typeof bare === 'number' ? merge(readFacts(bare, depth + 1), outer) : outer
}
