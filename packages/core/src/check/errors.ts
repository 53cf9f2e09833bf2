import { isSafeMessage } from '../errors/redact.js'
import { isObject, type JsonObject } from '../json.js'
import { isResponseErrorCode } from '../protocol/codes.js'
import type { CheckEvent, Reader } from './event.js'
import type { CheckSettings } from './options.js'
import { quoted } from './quoted.js'
import type { Reporter } from './report.js'

const WORD = /^[A-Za-z0-9_.-]{1,64}$/

/** Errors: their shape, their codes, and what their messages give away. */
export class ErrorsReader implements Reader {
  readonly #report: Reporter
  readonly #settings: CheckSettings

  constructor(report: Reporter, settings: CheckSettings) {
    this.#report = report
    this.#settings = settings
  }

  feed({ type, sent, data }: CheckEvent): void {
    if (sent !== 'error' && type !== 'error' && Object.hasOwn(data, 'error')) {
      this.#report.add('error/top-level-key', `expected no key \`error\` in \`${sent}\``, 'error')
    }
    if (sent === 'error' && data['type'] === 'error') this.#event(data)
    if (type === 'response.failed' && isObject(data['response'])) this.#failed(data['response'])
  }

  #event(data: JsonObject): void {
    const shape = this.#settings.errorShape
    const nested = isObject(data['error']) ? data['error'] : undefined
    const wrong = shapeFault(shape, data, nested)
    if (wrong !== undefined) this.#report.add('error/shape', wrong.message, wrong.path)
    const [fields, path] = nested && !('message' in data) ? [nested, 'error.'] : [data, '']
    const { code, message } = fields
    if (code !== undefined && !(typeof code === 'string' && WORD.test(code))) {
      this.#report.add(
        'error/event-code',
        `expected a code like \`server_error\`, found ${quoted(code)}`,
        `${path}code`,
      )
    }
    if (typeof message === 'string') this.#message(message, `${path}message`)
  }

  #failed(response: JsonObject): void {
    const error = response['error']
    if (!isObject(error) || typeof error['code'] !== 'string' || typeof error['message'] !== 'string') {
      const message = 'expected an object with `code` and `message`'
      this.#report.add('error/missing', message, 'response.error')
      return
    }
    const { code, message } = error
    const known = this.#settings.errorCodes === 'wire' ? WORD.test(String(code)) : isResponseErrorCode(code)
    if (!known) {
      const path = 'response.error.code'
      this.#report.add('error/code', `expected a code of the allowlist, found ${quoted(code)}`, path)
    }
    this.#message(String(message), 'response.error.message')
  }

  #message(message: string, path: string): void {
    if (message.trim() === '') this.#report.add('error/empty-message', 'expected a message, found none', path)
    else if (!isSafeMessage(message)) {
      this.#report.add('error/unsafe-message', 'expected a message without path, address, key or stack', path)
    }
  }
}

interface Fault {
  readonly message: string
  readonly path: string
}

/** What is wrong with the fields of an `error` event; values of a code are another rule's. */
function shapeFault(
  shape: CheckSettings['errorShape'],
  data: JsonObject,
  nested: JsonObject | undefined,
): Fault | undefined {
  if (shape === 'flat') {
    if ('error' in data) return { message: 'expected flat fields only, found `error`', path: 'error' }
  } else if (!nested) return { message: 'expected an object `error`', path: 'error' }
  else {
    const fault = fieldFault(nested, 'error.')
    if (fault) return fault
    if (typeof nested['type'] !== 'string') return { message: 'expected a string', path: 'error.type' }
  }
  if (shape === 'nested') return undefined
  const fault = fieldFault(data, '')
  if (fault || shape === 'flat' || !nested) return fault
  const path = ['code', 'message', 'param'].find((key) => data[key] !== nested[key])
  return path === undefined ? undefined : { message: 'expected the same as in `error`', path }
}

function fieldFault(fields: JsonObject, path: string): Fault | undefined {
  if (typeof fields['message'] !== 'string') return { message: 'expected a string', path: `${path}message` }
  if (fields['code'] === undefined) return { message: 'expected a code, found none', path: `${path}code` }
  const { param } = fields
  if (param === null || typeof param === 'string') return undefined
  return { message: 'expected a string or null', path: `${path}param` }
}
