import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, normalize } from '../support/corpus-normalize.js'
import { FIXTURES } from './arbitraries.js'
import { strictEvents, TEXT } from './fixtures/canonical.js'
import { TRACEBACK } from './fixtures/faulty.js'
import { write } from './fixtures/sse.js'
import { issuesOf, profile, runs } from './property.js'

describe('guarantee 8: no leak', () => {
  const SECRETS = [
    'sk-proj-Zx9Yw8Vu7Ts6Rq5Po4Nm3',
    '/srv/app/node_modules/agent/index.js',
    'ECONNREFUSED',
    '10.11.12.13',
    'hunter2secret',
  ]
  const secretive = (): Error & { status?: number; code?: string; expose?: boolean } => {
    const error = new Error(`connect ${SECRETS.join(' ')}`, { cause: new Error(SECRETS.join(' ')) })
    error.stack = `Error: ${SECRETS.join(' ')}\n    at run (${SECRETS[1]}:12:3)`
    return Object.assign(error, { code: 'ECONNREFUSED', body: SECRETS.join(' ') })
  }
  const leaked = (output: string, secrets: readonly string[] = SECRETS): string[] =>
    secrets.filter((secret) => output.includes(secret))

  it('nothing of a thrown error reaches the client, wherever it strikes', async () => {
    const thrown = fc.constantFrom(
      () => secretive() as unknown,
      () => Object.assign(secretive(), { status: 502 }),
      () => SECRETS.join(' '),
      () => ({ message: SECRETS.join(' '), error: { message: SECRETS.join(' ') } }),
      () => new AggregateError([secretive()], SECRETS.join(' ')),
    )
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FIXTURES), fc.nat(), thrown, profile, async (stream, at, thrown, profile) => {
        const cut = encode(stream).subarray(0, at % encode(stream).length)
        const output = normalize([cut], { profile, dialect: 'responses' }, { error: thrown() })
        expect(leaked(output.text)).toEqual([])
        expect(await issuesOf(output.bytes, { profile })).toEqual([])
      }),
      runs(),
    )
  })

  it('a message that may be shown is shown without keys, paths and addresses', () => {
    const error = Object.assign(secretive(), {
      expose: true,
      status: 429,
      message: `Slow down. ${SECRETS.slice(0, 4).join(' ')}`,
    })
    const output = normalize([write(strictEvents(TEXT).slice(0, 4))], {}, { error }).text
    expect(output).toContain('Slow down.')
    expect(output).toContain('"code":"rate_limit_exceeded"')
    expect(leaked(output, [SECRETS[0]!, SECRETS[1]!, SECRETS[3]!])).toEqual([])
  })

  it('a declared error keeps its message, redacted; a stack trace is replaced whole', () => {
    const declared = {
      type: 'error',
      error: { code: 'overloaded', message: `Busy, ask ${SECRETS[3]} with ${SECRETS[0]}` },
    }
    const output = normalize([`${write(strictEvents(TEXT).slice(0, 4))}data: ${JSON.stringify(declared)}\n\n`]).text
    expect(output).toContain('Busy, ask')
    expect(leaked(output)).toEqual([])
    const traced = normalize([`data: ${JSON.stringify({ error: { message: TRACEBACK } })}\n\n`]).text
    expect(leaked(traced, ['Traceback', 'responses.py', 'RuntimeError', 'sk-live'])).toEqual([])
  })
})
