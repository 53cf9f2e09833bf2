import { createNormalizer, type NormalizerOptions } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { checkStream } from '../../packages/core/src/check/check.js'
import { at, EVENTS, pathsOf, replaced, written } from './support/canonical-events.js'

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']
/** `JSON.parse` makes an own property of it, where an object literal would set the prototype. */
const POISON = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
const BUILT_IN = [Object, Array, String, Function, Map, Uint8Array].map((one): object => one.prototype)

const keysOfBuiltIns = (): unknown => BUILT_IN.map((prototype) => Reflect.ownKeys(prototype).length)

function normalized(input: string, { dialect = 'responses', ...options }: NormalizerOptions = {}): string {
  const normalizer = createNormalizer({ path: '/v1/responses', dialect, ...options })
  return Buffer.concat([normalizer.push(input), normalizer.end()]).toString()
}

describe('prototype pollution', () => {
  it.each(NAMES)('%s as any word of an upstream is a word like any other', (name) => {
    const before = keysOfBuiltIns()
    for (const [index, event] of EVENTS.entries())
      for (const path of pathsOf(event)) {
        if (typeof at(event, path) === 'object') continue
        const stream = normalized(written(EVENTS.with(index, replaced(event, path, name) as never)))
        expect(checkStream(stream).issues, `${index} ${path.join('.')}`).toEqual([])
      }
    expect(keysOfBuiltIns()).toEqual(before)
  })

  it('keys of that name in any object of an upstream change no prototype', () => {
    const before = keysOfBuiltIns()
    for (const [index, event] of EVENTS.entries())
      for (const path of pathsOf(event)) {
        const object = at(event, path)
        if (typeof object !== 'object' || object === null || Array.isArray(object)) continue
        const poisoned = JSON.parse(`${JSON.stringify(object).replace(/\}$/, '')},${POISON.slice(1)}`)
        const stream = normalized(written(EVENTS.with(index, replacedRaw(event, path, poisoned))))
        expect(checkStream(stream).issues, `${index} ${path.join('.')}`).toEqual([])
      }
    expect(keysOfBuiltIns()).toEqual(before)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('nor do those of a request, which are echoed', () => {
    const before = keysOfBuiltIns()
    const request = JSON.parse(
      `{"model":"m","metadata":${POISON},"tools":[${POISON}],"text":${POISON},"reasoning":${POISON},${POISON.slice(1)}`,
    )
    expect(checkStream(normalized(written(EVENTS), { request })).issues).toEqual([])
    expect(keysOfBuiltIns()).toEqual(before)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('of chat and Anthropic streams, too', () => {
    const before = keysOfBuiltIns()
    const call = (name: string): unknown => ({
      choices: [{ index: 0, delta: { tool_calls: [{ index: name, id: name, function: { name, arguments: '{}' } }] } }],
    })
    for (const name of NAMES) {
      const chat = { object: 'chat.completion.chunk', id: name, ...(call(name) as object) }
      const anthropic = [
        { type: 'message_start', message: { id: name, role: name, content: [], model: name } },
        { type: 'content_block_start', index: name, content_block: { type: name, text: '' } },
        { type: 'content_block_delta', index: name, delta: { type: name, text: name } },
        { type: 'message_delta', delta: { stop_reason: name } },
        { type: 'message_stop' },
      ]
      for (const events of [[chat, '[DONE]'], anthropic])
        expect(checkStream(normalized(written(events), { dialect: 'auto' })).issues, name).toEqual([])
    }
    expect(keysOfBuiltIns()).toEqual(before)
  })
})

/** As `replaced`, for what a structured clone would lose. */
function replacedRaw(value: unknown, path: readonly (string | number)[], by: unknown): Record<string, unknown> {
  const text = JSON.stringify(replaced(value, path, '@'))
  return JSON.parse(text.replace('"@"', () => JSON.stringify(by)))
}
