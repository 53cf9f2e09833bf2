import { readdirSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { capMessage } from '../../packages/core/src/errors/cap-message.js'
import { declaredError } from '../../packages/core/src/errors/declared.js'
import { looksLikeLeak } from '../../packages/core/src/errors/leak.js'
import { isSafeMessage, redact } from '../../packages/core/src/errors/redact.js'
import { codeOfName } from '../../packages/core/src/errors/response-code.js'
import type { SafeError } from '../../packages/core/src/errors/safe-error.js'
import { SAFE_MESSAGES, safeType } from '../../packages/core/src/errors/safe-messages.js'
import { NAME_ROWS, STATUS_ROWS } from '../../packages/core/src/errors/table.js'
import { thrownError } from '../../packages/core/src/errors/thrown.js'
import { isResponseErrorCode, RESPONSE_ERROR_CODES } from '../../packages/core/src/protocol/codes.js'
import { expectLinear } from '../support/cpu-time.js'

const errorEvent = ({ type, code, message, param }: SafeError): object => ({
  type: 'error',
  sequence_number: 3,
  code,
  message,
  param,
  error: { type, code, message, param },
})

/** What must hold of every SafeError, wherever it came from. */
function expectSound(error: SafeError): void {
  expect(isResponseErrorCode(error.responseCode)).toBe(true)
  for (const name of [error.type, error.code, error.wireCode]) expect(name).toMatch(/^[A-Za-z0-9_.-]{1,64}$/)
  expect(error.message.trim()).not.toBe('')
  expect(isSafeMessage(error.message)).toBe(true)
  const again = declaredError(errorEvent(error))
  expect({ ...again, responseCode: '', wireCode: '' }).toEqual({ ...error, responseCode: '', wireCode: '' })
}

/** Pieces of secrets; no output may hold one of them, whatever it was wrapped in. */
const SECRETS: readonly (readonly [text: string, secret: string])[] = [
  ['sk-proj-Zk3vQ9xYw2', 'Zk3vQ9xYw2'],
  ['key sk-ant-api03-AbCdEfGh', 'AbCdEfGh'],
  ['Authorization: Bearer q8w7e6r5t4', 'q8w7e6r5t4'],
  ['authorization=Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
  ['Bearer opaquetoken', 'opaquetoken'],
  ['AKIAIOSFODNN7EXAMPLE', 'IOSFODNN7'],
  ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfi', 'wJalrXUtnFEMI'],
  ['hf_QwErTy123456', 'QwErTy'],
  ['gsk_a1B2c3D4e5F6', 'a1B2c3'],
  ['xai-0a1b2c3d4e5f', '0a1b2c'],
  ['AIzaSyA-1234567890abcdefghijklmnopqrstu', '1234567890'],
  ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '292c6912'],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.s5ig-nature', 's5ig'],
  ['password: hunter2', 'hunter2'],
  ['"api_key":"swordfish-1"', 'swordfish'],
  ['the token is 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', '9f86d081'],
  ['-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----', 'MIIEvQ'],
  ['/home/deploy/app/server.js', 'deploy'],
  ['open /etc/passwd', 'passwd'],
  ['"/Users/John Smith/notes.txt"', 'Smith'],
  ['/Users/John Smith/notes.txt', 'Smith'],
  ['~/.ssh/id_rsa', 'id_rsa'],
  ['../config/prod.yaml', 'prod.yaml'],
  ['C:\\Users\\John Smith\\app.log', 'Smith'],
  ['\\\\fileserver\\share\\x', 'fileserver'],
  ['file:///srv/app/index.mjs', 'index.mjs'],
  ['src/agents/agent.ts:12:7', 'agents'],
  ['http://vllm-prod:8000/v1/models', 'vllm-prod'],
  ['https://admin:hunter2@api.example.com/', 'admin'],
  ['https://10.1.2.3/x', '10.1.2.3'],
  ['https://api.example.com:8443/x', '8443'],
  ['https://api.example.com/x?sig=abcd', 'abcd'],
  ['https://llm.prod.svc/x', 'llm.prod'],
  ['https://hooks.slack.com/services/T000/B000/a1b2c3d4e5f6g7h8i9j0k1l2', 'a1b2c3'],
  ['postgres://u:p4ss@db/main', 'p4ss'],
  ['connect ECONNREFUSED 192.168.7.9:5432', '192.168.7.9'],
  ['connect ECONNREFUSED ::1:5432', '::1'],
  ['peer [fe80::1ff:fe23:4567:890a]:443', 'fe80'],
  ['getaddrinfo ENOTFOUND upstream-llm', 'upstream-llm'],
  ['dial tcp redis-master:6379', 'redis-master'],
  ['no route to api.corp.example.com:443', 'api.corp'],
  ['localhost:11434 is down', '11434'],
  ['gpu7.cluster.local is down', 'gpu7'],
  ['ask localhost for it', 'localhost'],
  ['image data:image/png;base64,iVBORw0KGgoAAAANSUhEUg is bad', 'iVBORw'],
  ['got Zk3vQ9xYw2Lm8nBv4Cx7Zq1Wp5Rt6Yu0Io9', 'Zk3vQ9'],
  ['Cookie: sid=abc; theme=dark', 'sid'],
  ['your token 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b is bad', '9f86d081'],
  ['ask jane.doe+ops@example.com', 'jane.doe'],
  ["HTTPConnectionPool(host='inference', port=8000)", 'inference'],
]

/** Messages of real APIs that tell a client something: they pass as they are. */
const KEPT: readonly string[] = [
  'Request too large for gpt-4o in project proj_f4H0b30rYp2y52CGw64BafkL organization org-H9rGLigVW0aTEjgfHIg3Ircj on tokens per min (TPM): Limit 1, Requested 30. Visit https://platform.openai.com/account/rate-limits to learn more.',
  'Rate limit is exceeded. Try again in 17 seconds.',
  'Rate limit reached for gpt-5. Please try again in 11.054s. Limit: 30000, Used: 22999.',
  'You exceeded your current quota. For more information, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
  'Please include the request ID req_8cb2a4bf2a3ff5c1f7b4a6e1b6d2e3a1 in your message.',
  'Please include the request ID 8cb2a4bf2a3ff5c1f7b4a6e1b6d2e3a1 in your message.',
  'The model `MiniMaxAI/MiniMax-M2.1` does not exist.',
  'The model `Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8` does not exist.',
  'model gpt-oss:20b not found, try pulling it first',
  'request (2009 tokens) exceeds the available context size (512 tokens), try increasing it',
  'Upstream error from Venice: EngineCore encountered an issue. See stack trace (above) for the root cause.',
  'This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?',
  'Invalid URL (POST /v1/chat/completions)',
  "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  "Invalid 'input[0].content': string too long. Expected at most 10485760 characters and/or 4 parts.",
  'max_tokens: 4096 must be less than 2048, at 12:30:45 on 2025-07-05T19:42:50Z',
  'std::bad_alloc after 3 retries; application/json expected, closing tag </think> missing',
  'messages.0.content.1.image.source.base64.data: Image exceeds 5 MB maximum',
  'An Authorization header using Bearer auth is required.',
  'Password is required; token limit reached; Unexpected token < in JSON at position 0',
]

describe('the table of codes', () => {
  const names = NAME_ROWS.flatMap((row) => row.names.map((name) => [name, row.code] as const))

  it.each(names)('%s is %s, as a code, a type and in camel case', (name, code) => {
    const camel = name.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase())
    expect(declaredError({ error: { code: name, message: 'x' } })).toMatchObject({ code: name, responseCode: code })
    expect(declaredError({ type: 'error', error: { type: name, message: 'x' } }).responseCode).toBe(code)
    expect(codeOfName(camel)).toBe(code)
  })

  it('names no name twice', () => {
    expect(new Set(names.map(([name]) => name)).size).toBe(names.length)
  })

  it.each(Object.entries(STATUS_ROWS))('HTTP %s is %s, declared and thrown', (status, code) => {
    expect(declaredError({ error: { code: Number(status), message: 'x' } })).toMatchObject({
      code: status,
      responseCode: code,
    })
    expect(declaredError({ error: { code: status, message: 'x' } })).toMatchObject({ code: status, wireCode: code })
    expect(thrownError(Object.assign(new Error('x'), { status: Number(status) }))).toMatchObject({
      code,
      responseCode: code,
    })
  })

  it.each(RESPONSE_ERROR_CODES)('%s stays itself and has a safe message that is a fixed point', (code) => {
    const message = SAFE_MESSAGES[code]
    const type = safeType(code)
    expect(declaredError({ code })).toEqual({ type, code, message, param: null, responseCode: code, wireCode: code })
    expectSound(declaredError({ code }))
  })

  it.each([
    ['insufficient_quota', 'rate_limit_exceeded'],
    ['rate_limit_tokens', 'rate_limit_exceeded'],
    ['rate_limit_error', 'rate_limit_exceeded'],
    ['RESOURCE_EXHAUSTED', 'rate_limit_exceeded'],
    ['too_many_requests', 'rate_limit_exceeded'],
    ['context_length_exceeded', 'invalid_prompt'],
    ['string_above_max_length', 'invalid_prompt'],
    ['invalid_request_error', 'invalid_prompt'],
    ['invalid_base64', 'invalid_base64_image'],
    ['internal_error', 'server_error'],
    ['overloaded_error', 'server_error'],
    ['STREAM_EXPLODED', 'server_error'],
    ['constructor', 'server_error'],
    ['__proto__', 'server_error'],
  ])('%s leaves as %s', (code, expected) => {
    expect(declaredError({ code, message: 'x' }).responseCode).toBe(expected)
  })

  it('takes a 429 before a general type, and an explicit code before the status', () => {
    expect(declaredError({ error: { type: 'server_error', code: 429, message: 'x' } }).responseCode).toBe(
      'rate_limit_exceeded',
    )
    const groq = { message: 'x', type: 'invalid_request_error', code: 'tool_use_failed', status_code: 400 }
    expect(declaredError({ error: groq }).responseCode).toBe('server_error')
  })

  it('reads the message only where there is no name (Q-CODE-01, Q-E200-02)', () => {
    expect(declaredError({ error: { message: 'quota exceeded' } }).responseCode).toBe('rate_limit_exceeded')
    expect(declaredError('Rate limit is exceeded. Try again in 17 seconds.')).toMatchObject({
      responseCode: 'rate_limit_exceeded',
      message: 'Rate limit is exceeded. Try again in 17 seconds.',
    })
    expect(declaredError({ code: 'odd', message: 'quota exceeded' }).responseCode).toBe('server_error')
  })
})

describe('defect seeds', () => {
  it('llama-stack #5224: an HTTP error body in the stream, and the status as a string', () => {
    const body = declaredError({ error: { message: 'not found', code: 404 } })
    expect(body).toMatchObject({ code: '404', message: 'not found', param: null, responseCode: 'server_error' })
    expect(declaredError({ type: 'error', code: '400', message: 'bad', param: null })).toMatchObject({
      code: '400',
      responseCode: 'invalid_prompt',
    })
  })

  it('llama-stack #4942: codes outside the schema, and a traceback for a message', () => {
    const trace = 'Traceback (most recent call last):\n  File "/app/server.py", line 12, in run\nValueError: boom'
    const error = declaredError({
      type: 'response.failed',
      response: { error: { code: 'internal_error', message: trace } },
    })
    expect(error).toMatchObject({
      code: 'internal_error',
      responseCode: 'server_error',
      message: SAFE_MESSAGES.server_error,
    })
    expect(declaredError({ code: 'invalid_request_error', message: 'x' }).responseCode).toBe('invalid_prompt')
  })
})

describe('declaredError', () => {
  const overloaded = { type: 'overloaded_error', message: 'Overloaded' }
  const rows: readonly (readonly [string, unknown, Partial<SafeError>])[] = [
    [
      'flat',
      { type: 'error', code: 'c', message: 'm', param: 'input' },
      { code: 'c', message: 'm', param: 'input', type: 'server_error' },
    ],
    [
      'nested',
      { error: { type: 't', code: 'c', message: 'm', param: null } },
      { type: 't', code: 'c', message: 'm', param: null },
    ],
    [
      'nested in an event',
      { type: 'error', error: { type: 'server_error', code: null, message: 'm' } },
      { code: 'server_error' },
    ],
    ['a string in error', { error: 'STREAM_EXPLODED' }, { message: 'STREAM_EXPLODED', code: 'server_error' }],
    ['a string', 'boom', { message: 'boom', code: 'server_error' }],
    ['a message', { message: 'm' }, { message: 'm' }],
    ['FastAPI', { detail: 'Not Found' }, { message: 'Not Found' }],
    [
      'pydantic',
      { detail: [{ loc: ['body', 'input', 0], msg: 'Field required', type: 'missing' }] },
      { message: 'Field required', param: 'body.input.0', type: 'missing', responseCode: 'invalid_prompt' },
    ],
    ['a list of errors', { errors: [{}, { message: 'm', code: 'c' }] }, { message: 'm', code: 'c' }],
    [
      'a numeric code',
      { error: { code: 500, message: 'm', type: 'server_error' } },
      { code: '500', wireCode: 'server_error' },
    ],
    ['twice nested', { error: { error: { code: 'c', message: 'm' } } }, { code: 'c', message: 'm' }],
    [
      'a failed response',
      { type: 'response.failed', response: { status: 'failed', error: { code: 'c', message: 'm' } } },
      { code: 'c' },
    ],
    [
      'Hugging Face',
      { error: 'Model is busy', error_type: 'overloaded' },
      { message: 'Model is busy', type: 'overloaded' },
    ],
    [
      'Anthropic',
      { type: 'error', error: overloaded },
      { ...overloaded, code: 'server_error', responseCode: 'server_error' },
    ],
    [
      'Google',
      [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'm' } }],
      { code: '429', responseCode: 'rate_limit_exceeded', wireCode: 'rate_limit_exceeded', type: 'rate_limit_error' },
    ],
    [
      'a name beside a message',
      { error: 'bad_request', message: 'm' },
      { type: 'bad_request', message: 'm', responseCode: 'invalid_prompt' },
    ],
    [
      'JSON in a message',
      { error: { code: 400, message: '{"error":{"code":"context_length_exceeded","message":"too long"}}' } },
      { code: 'context_length_exceeded', message: 'too long', responseCode: 'invalid_prompt' },
    ],
    [
      'JSON behind words',
      { message: '529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}' },
      overloaded,
    ],
    ['null', null, { code: 'server_error', message: SAFE_MESSAGES.server_error, type: 'server_error', param: null }],
    ['undefined', undefined, { code: 'server_error' }],
    ['an empty array', [], { code: 'server_error' }],
    ['a number', 429, { code: '429', responseCode: 'rate_limit_exceeded' }],
    ['an empty message', { error: { message: ' ' } }, { message: SAFE_MESSAGES.server_error }],
    ['a param of odd parts', { message: 'm', loc: [Object.create(null), 'a', 1] }, { param: 'a.1' }],
    ['a code that is no name', { code: 'so bad', message: 'm' }, { code: 'server_error' }],
    ['a code that is an address', { code: '10.0.0.1', message: 'm' }, { code: 'server_error' }],
    ['a param that is an object', { message: 'm', param: { a: 1 } }, { param: null }],
    [
      'a code outside the schema',
      { code: 'usage_not_included', message: 'm' },
      { wireCode: 'usage_not_included', responseCode: 'server_error' },
    ],
  ]

  it.each(rows)('reads %s', (_name, value, expected) => {
    const error = declaredError(value)
    expect(error).toMatchObject(expected)
    expectSound(error)
  })

  it.each([
    ['a stack', 'TypeError: x\n    at run (/app/a.js:1:2)\n    at main (/app/b.js:3:4)'],
    ['an escaped stack', 'TypeError: x\\n    at run (/app/a.js:1:2)\\n    at main (/app/b.js:3:4)'],
    ['a .NET stack', 'System.Exception: x\n   at App.Run() in Run.cs:line 12'],
    ['a Node frame in a line', 'x at run (/app/a.js:1:2)'],
    ['a Go routine', 'fatal error\n\ngoroutine 1 [running]:'],
    ['a Rust backtrace', 'oh\nstack backtrace:'],
    ['a PHP stack', 'Fatal\n#0 index.php(3): run()\n#1 {main}'],
    ['a Ruby frame', "app.rb:12:in `run'"],
    ['a Java frame in a line', 'x at com.x.Y(Z.java:1)'],
    ['a Java stack', 'java.lang.X: y\n\tat com.x.Y(Z.java:1)'],
    ['a Go panic', 'panic: oh\n\ngoroutine 1 [running]:\nmain.main()'],
    ['a Rust panic', "thread 'main' panicked at src/main.rs:2:5"],
    ['a page', '<html><body>502 Bad Gateway</body></html>'],
    ['a doctype', '  <!DOCTYPE html><title>x</title>'],
    ['a body', '{"id":"x","choices":[]}'],
    ['a Python body', "Error code: 500 - {'error': {'message': 'x'}}"],
    ['a cut body', 'upstream said {"error": {"mess'],
    ['an HTTP reply', 'HTTP/1.1 502 Bad Gateway\r\nserver: nginx'],
    ['an event stream', 'data: {"x":1}\n\n'],
  ])('replaces %s whole', (_name, message) => {
    expect(looksLikeLeak(message)).toBe(true)
    expect(declaredError({ error: { code: 'rate_limit_exceeded', message } }).message).toBe(
      SAFE_MESSAGES.rate_limit_exceeded,
    )
  })

  it('ends on values that are nested without end', () => {
    const loop: Record<string, unknown> = {}
    loop['error'] = loop
    expectSound(declaredError(loop))
    let deep: unknown = { message: 'm' }
    for (let level = 0; level < 5000; level++) deep = { error: deep }
    expectSound(declaredError(deep))
  })

  it('is a fixed point and sound for any JSON', () => {
    const keys = fc.constantFrom('error', 'code', 'type', 'message', 'detail', 'errors', 'status', 'param', 'response')
    const texts = fc.constantFrom(
      ...SECRETS.map(([text]) => text),
      ...KEPT,
      'rate_limit_error',
      '429',
      '{"error":{"message":"x"}}',
    )
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        texts,
        fc.string(),
        fc.integer(),
        fc.constant(null),
        tie('object'),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
      object: fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
    }))
    fc.assert(
      fc.property(value, (input) => expectSound(declaredError(input))),
      { numRuns: 1500 },
    )
  })
})

describe('thrownError', () => {
  const secret = 'connect ECONNREFUSED 10.0.0.5:8000 with sk-live-abcdef'
  const hostile = new Proxy(() => {}, {
    get: () => {
      throw new Error(secret)
    },
    has: () => {
      throw new Error(secret)
    },
    getPrototypeOf: () => {
      throw new Error(secret)
    },
  })
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const thrown: readonly (readonly [string, unknown])[] = [
    ['an Error', new Error(secret)],
    ['a system error', Object.assign(new Error(secret), { code: 'ECONNREFUSED', errno: -111, syscall: 'connect' })],
    ['a system error with a status', Object.assign(new Error(secret), { code: 'ERR_BAD_RESPONSE', status: 500 })],
    ['a TLS error', Object.assign(new Error(secret), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', statusCode: 502 })],
    ['an error with a code alone', Object.assign(new Error(secret), { code: 'context_length_exceeded' })],
    ['a truthy expose', Object.assign(new Error(secret), { expose: 1, code: 'c' })],
    ['a string', secret],
    ['undefined', undefined],
    ['null', null],
    ['a symbol', Symbol(secret)],
    ['an object in API form', { error: { code: 'c', message: secret } }],
    ['an AggregateError', new AggregateError([new Error(secret)], secret)],
    ['an AbortError', new DOMException(secret, 'AbortError')],
    ['an error of another realm', runInNewContext('new Error(text)', { text: secret })],
    ['a hostile proxy', hostile],
    ['a revoked proxy', revoked.proxy],
  ]

  it.each(thrown)('shows nothing of %s', (_name, value) => {
    const message = SAFE_MESSAGES.server_error
    const type = 'server_error'
    expect(thrownError(value)).toEqual({
      type,
      message,
      code: 'server_error',
      param: null,
      responseCode: 'server_error',
      wireCode: 'server_error',
    })
  })

  it('keeps the code but not the message of an error with a status', () => {
    const error = Object.assign(new Error(secret), { status: 400, code: 'context_length_exceeded' })
    expect(thrownError(error)).toMatchObject({ code: 'context_length_exceeded', responseCode: 'invalid_prompt' })
    expect(thrownError(error).message).toBe(SAFE_MESSAGES.invalid_prompt)
    expect(thrownError(Object.assign(new Error(secret), { status: '400', code: 'c' })).code).toBe('server_error')
  })

  it('keeps the message of an exposed error, redacted', () => {
    const error = Object.assign(new Error(`too busy, ${secret}`), { expose: true, statusCode: 429, code: 'busy' })
    expect(thrownError(error)).toMatchObject({ code: 'busy', responseCode: 'rate_limit_exceeded', wireCode: 'busy' })
    expect(thrownError(error).message).toBe('too busy, connect ECONNREFUSED [address] with [key]')
  })

  it('replaces an exposed stack whole', () => {
    const error = Object.assign(new Error(), { expose: true, message: new Error('x').stack })
    expect(thrownError(error).message).toBe(SAFE_MESSAGES.server_error)
  })

  it('survives getters that throw', () => {
    const error = {
      get expose() {
        throw secret
      },
      get status() {
        return 429
      },
      get code() {
        throw secret
      },
    }
    expect(thrownError(error)).toMatchObject({ code: 'rate_limit_exceeded' })
  })

  it.each(SECRETS)('never shows the secret of %s, exposed or declared', (text, part) => {
    for (const wrap of [text, `Error: ${text}`, `failed (${text}), sorry`, `a\n${text}\nb`, `${text}: no`]) {
      const shapes = [
        thrownError(wrap),
        thrownError(new Error(wrap)),
        thrownError({ message: wrap, status: 400, code: wrap }),
        thrownError(Object.assign(new Error(wrap), { expose: true, code: wrap })),
        declaredError(wrap),
        declaredError({ error: { message: wrap, code: wrap, type: wrap, param: wrap } }),
        declaredError({ detail: [{ msg: wrap, loc: [wrap] }] }),
      ]
      for (const shape of shapes) {
        expect(JSON.stringify(shape)).not.toContain(part)
        expectSound(shape)
      }
    }
  })
})

describe('redact', () => {
  it.each(KEPT)('keeps: %s', (text) => {
    expect(redact(text)).toBe(text)
    expect(isSafeMessage(text)).toBe(true)
    expect(declaredError({ message: text }).message).toBe(text)
  })

  it.each([
    ['see https://a.example.com/docs, or http://a.example.com.', 'see https://a.example.com/docs, or [address].'],
    ["ENOENT: no such file, open '/srv/models/a b.gguf'", "ENOENT: no such file, open '[path]'"],
    ['Incorrect API key provided: sk-abc***wxyz. Find it.', 'Incorrect API key provided: [key]. Find it.'],
    ['read /var/log/app.log.', 'read [path].'],
    ['mail ops@example.com.', 'mail [email].'],
    ['with Basic dXNlcjpwYXNz', 'with Basic [key]'],
    ['x\n    at <anonymous>:1:2\ny', 'x\n\ny'],
    ['x\n  File "app", line 3, in run\ny', 'x\ny'],
  ])('turns %s into %s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it('is idempotent and bounded', () => {
    const piece = fc.oneof(
      fc.constantFrom(...SECRETS.map(([text]) => text), ...KEPT),
      fc.constantFrom(
        '/',
        ':',
        '@',
        '.',
        '[',
        ']',
        '::',
        '//',
        '\\',
        ' at ',
        '\n',
        'key',
        '=',
        '"',
        "'",
        '[path]',
        '[key]',
        '~',
        '127.0.0.1',
      ),
      fc.string({ unit: 'grapheme' }),
    )
    const texts = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const once = redact(text)
        expect(redact(once)).toBe(once)
        expect(once.length).toBeLessThanOrEqual(2048)
      }),
      { numRuns: 3000 },
    )
  })

  it('caps without splitting a surrogate pair', () => {
    expect(capMessage('a'.repeat(3000))).toHaveLength(2048)
    expect(capMessage(`${'a'.repeat(2047)}😀`)).toBe('a'.repeat(2047))
    expect(capMessage(`${'a'.repeat(2046)}😀b`)).toBe(`${'a'.repeat(2046)}😀`)
    expect(declaredError({ message: 'word '.repeat(9000) }).message).toHaveLength(2048)
    expect(declaredError({ message: 'x'.repeat(200_000) }).message).toHaveLength(2048)
  })

  it.each([
    'a',
    'aA1',
    '/',
    '/a',
    '/a.',
    '../',
    '~/',
    'a/',
    'a.',
    'a.b/',
    ':',
    '::',
    '1:',
    'a:',
    '1.',
    '1.1.1.1',
    'C:\\',
    'C:/a a',
    '\\',
    '\\\\a',
    'https://',
    'https://a',
    'http://a@',
    'a@',
    '@',
    '"/',
    "'/",
    '"',
    ' at ',
    '\n at ',
    '\nat a:',
    '\\n at (',
    '\nFile "',
    'key ',
    'token: ',
    'token=',
    'password',
    'Bearer ',
    'Basic aa',
    'sk-',
    'eyJaaaaaaaa.',
    'data:',
    'data:a;',
    '-----BEGIN A-----',
    '{',
    '{"error',
    '[',
    '<',
    '[{',
    ' ',
    '\t',
    '\n',
    'cookie: ',
    'host=',
    'ENOTFOUND ',
    'key=>',
    'goroutine 1',
    "thread '",
    'a-',
    'a_',
    '\n#1 a(',
    'at a.b(',
  ])('takes linear time on a long run of %j', (unit) => {
    expectLinear((length) => {
      const text = unit.repeat(Math.ceil(length / unit.length))
      return () => {
        for (const hostile of [text, `${text}!`, `(${text}\u0000`]) {
          redact(hostile)
          looksLikeLeak(hostile)
          declaredError({ message: hostile })
        }
      }
    }, 50_000)
  })
})

describe('the recordings', () => {
  const root = new URL('../../../shared/corpus/responses/', import.meta.url)
  const files = (() => {
    try {
      return readdirSync(root).filter((name) => name.endsWith('.sse'))
    } catch {
      return []
    }
  })()

  it.runIf(files.length > 0)('keep the message of every error as it was recorded', () => {
    let seen = 0
    for (const name of files) {
      for (const [, data = ''] of readFileSync(new URL(name, root), 'utf8').matchAll(
        /^data: ?(.*(?:"type": ?"error"|response\.failed).*)$/gm,
      )) {
        const event = JSON.parse(data)
        const said = event.response?.error ?? event.error ?? event
        if (typeof said?.message !== 'string') continue
        seen++
        expect(declaredError(event).message).toBe(said.message)
        expect(isSafeMessage(said.message)).toBe(true)
      }
    }
    expect(seen).toBeGreaterThan(0)
  })
})
