import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, type JsonObject } from '../../packages/core/src/json.js'
import type { Profile } from '../../packages/core/src/options.js'
import { ITEMS } from '../../packages/core/src/protocol/items.js'
import { completeItem } from '../../packages/core/src/protocol/shape/items.js'
import { completePart } from '../../packages/core/src/protocol/shape/parts.js'
import { completeResponse } from '../../packages/core/src/protocol/shape/response.js'

const shared = new URL('../../../shared/', import.meta.url)
const present = existsSync(new URL('spec/', shared)) && existsSync(new URL('corpus/', shared))
const read = (path: string): string => readFileSync(new URL(path, shared), 'utf8')

const report = (): void => {}
const known = { id: 'resp_1', createdAt: 1, model: 'm', status: 'completed', asked: () => undefined }
const at = (profile: Profile) => ({ profile, report })

interface Case {
  readonly file: string
  readonly provider: string
  readonly fidelity: string
  readonly event: string
  readonly kind: 'response' | 'item' | 'part'
  readonly value: JsonObject
}

const cases: Case[] = []
/** The schema objects of one document, by name. */
type Schemas = Record<string, JsonObject>
const documents: Partial<Record<Profile, Schemas>> = {}
const FILES: Record<Profile, string> = {
  openai: 'spec/openai-openapi.json',
  'open-responses': 'spec/open-responses-2026-04-24.json',
}

if (present) {
  for (const profile of ['openai', 'open-responses'] as const)
    documents[profile] = JSON.parse(read(FILES[profile])).components.schemas
  for (const row of read('corpus/INDEX.tsv').split('\n').slice(1)) {
    const [file = '', dialect, provider = '', , , fidelity = ''] = row.split('\t')
    if (dialect !== 'responses' || !file.endsWith('.sse')) continue
    for (const line of read(`corpus/${file}`).split('\n')) {
      if (!line.startsWith('data: {')) continue
      let data: JsonObject
      try {
        data = JSON.parse(line.slice(6))
      } catch {
        continue
      }
      const event = String(data['type'])
      const add = (kind: Case['kind'], value: unknown): void => {
        if (isObject(value)) cases.push({ file, provider, fidelity, event, kind, value })
      }
      add('response', data['response'])
      add('item', data['item'])
      add('part', data['part'])
      const output = isObject(data['response']) ? data['response']['output'] : undefined
      if (Array.isArray(output)) for (const item of output) add('item', item)
    }
  }
} else console.warn('shape-schema: skipped, ../shared/spec or ../shared/corpus is not there')

const compilers = new Map<Profile, Ajv2020>()

/** One for each document: what its schemas have in common is compiled once. */
function compilerOf(profile: Profile): Ajv2020 {
  const known = compilers.get(profile)
  if (known) return known
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema({ $id: 'document', components: { schemas: documents[profile] } })
  compilers.set(profile, ajv)
  return ajv
}

/** A validator of one named schema, with the wire's own exceptions taken out of what it sees. */
function validator(profile: Profile, name: string): (value: unknown) => void {
  const validate = compilerOf(profile).getSchema(`document#/components/schemas/${name}`) as ValidateFunction
  return (value) => {
    if (!validate(value))
      throw new Error(`${name}: ${JSON.stringify(validate.errors?.slice(0, 8))} ${JSON.stringify(value)}`)
  }
}

const without = (value: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))

/** Where the schema forbids null, OpenAI writes it in echoed settings for whatever was not set. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => inner !== null || name === 'parameters' || name === 'strict')
      .map(([name, inner]) => [name, withoutNulls(inner)]),
  )
}

/** Objects that the schema closes, and filters whose alternatives overlap: their unknown keys stay as the developer wrote them. */
const openTool = (tool: JsonObject): JsonObject =>
  without(tool, 'filters', 'require_approval', 'allowed_tools', 'input_image_mask')

/** What the wire says against OpenAI's schema; the schema's elements of `output` are tested one by one. */
function asWire(response: JsonObject): JsonObject {
  const copy: JsonObject = { ...response, output: [] }
  for (const name of ['usage', 'user']) if (copy[name] === null) delete copy[name]
  // codes outside the enum are the error mapper's business (`errorCodes: 'wire'`)
  if (isObject(copy['error'])) copy['error'] = { ...copy['error'], code: 'server_error' }
  // input items overlap in the schema's oneOf
  if (Array.isArray(copy['instructions'])) copy['instructions'] = null
  if (isObject(copy['prompt'])) copy['prompt'] = without(copy['prompt'], 'variables')
  for (const name of ['tools', 'text', 'prompt', 'reasoning', 'tool_choice'])
    if (copy[name]) copy[name] = withoutNulls(copy[name])
  copy['tools'] = (copy['tools'] as JsonObject[]).map(openTool)
  return copy
}

/** A value that the schema allows, with every optional field in it, and alternatives chosen by `random`. */
function sample(schemas: Schemas, schema: JsonObject, random: () => number, depth = 0): unknown {
  const of = (inner: unknown): unknown => sample(schemas, inner as JsonObject, random, depth + 1)
  if (typeof schema['$ref'] === 'string') return of(schemas[schema['$ref'].split('/').at(-1)!])
  if (depth > 14) return null
  if (Array.isArray(schema['allOf'])) return Object.assign({}, ...schema['allOf'].map((inner) => of(inner) ?? {}))
  const choices = schema['oneOf'] ?? schema['anyOf'] ?? schema['enum']
  if (Array.isArray(choices)) {
    const chosen = choices[Math.floor(random() * choices.length)]
    return isObject(chosen) ? of(chosen) : chosen
  }
  if (isObject(schema['properties']))
    return Object.fromEntries(Object.entries(schema['properties']).map(([name, inner]) => [name, of(inner)]))
  switch (schema['type']) {
    case 'string':
      return 'text'
    case 'integer':
    case 'number':
      return 1
    case 'boolean':
      return random() < 0.5
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () => of(schema['items'] ?? {}))
    case 'null':
      return null
    default:
      return {}
  }
}

const GARBAGE: readonly unknown[] = [
  ...[null, 0, -1, 1.5, 1e300, '', '12', '1.5', 'text', 'auto', true, [], {}, [null], [1, 'a', {}], { a: 1 }, ' '],
  ...[
    { type: 'text' },
    { type: 'function' },
    { type: 'output_text', text: 1 },
    [{ type: 'refusal' }],
    [[]],
    'x'.repeat(70),
  ],
  JSON.parse('{"__proto__":{"polluted":true},"type":"constructor"}'),
  JSON.parse('[{"type":"__proto__","text":"t"}]'),
]

/** Replaces, drops or keeps things at random; the `type` of the whole is left alone. */
function spoil(value: unknown, random: () => number, rate: number, extra: unknown, top = true): unknown {
  const roll = random()
  if (!top && roll < rate) return roll < rate / 4 ? extra : GARBAGE[Math.floor(random() * GARBAGE.length)]
  if (Array.isArray(value)) return value.map((inner) => spoil(inner, random, rate, extra, false))
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => (top && name === 'type') || random() > rate)
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, top && name === 'type' ? inner : spoil(inner, random, rate, extra, false)]),
  )
}

function generator(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const spoiled = (schemas: Schemas, name: string) =>
  fc.tuple(fc.integer(), fc.constantFrom(0, 0.05, 0.2, 0.5), fc.jsonValue()).map(([seed, rate, extra]) => {
    const random = generator(seed)
    return spoil(sample(schemas, schemas[name]!, random), random, rate, extra) as JsonObject
  })

const frozen = (value: unknown): string => JSON.stringify(value)

const ROOTS = {
  openai: { response: 'Response', part: 'OutputContent', item: 'OutputItem' },
  'open-responses': { response: 'ResponseResource', part: '', item: 'ItemField' },
} as const

/** Name of the schema of each item type: `oneOf` by hand, so that an error names the field. */
function itemSchemas(profile: Profile): [type: string, name: string][] {
  const schemas = documents[profile]!
  const variants = schemas[ROOTS[profile].item]!['oneOf'] as { $ref: string }[]
  return variants.map(({ $ref }) => {
    const name = $ref.split('/').at(-1)!
    const item = sample(schemas, schemas[name]!, () => 0) as JsonObject
    return [String(item['type']), name]
  })
}

/** Event-level and wire-level exceptions of items. */
function itemAsWire(item: JsonObject, event: 'added' | 'done'): JsonObject {
  const copy = { ...item }
  // recorded without these: the first two in the added event, the third in both
  if (event === 'added' && copy['type'] === 'web_search_call') copy['action'] ??= { type: 'search' }
  if (event === 'added' && copy['type'] === 'image_generation_call') copy['result'] ??= null
  if (copy['type'] === 'shell_call') copy['environment'] ??= null
  if (Array.isArray(copy['tools']) && copy['type'] !== 'mcp_list_tools') {
    copy['tools'] = (withoutNulls(copy['tools']) as JsonObject[]).map(openTool)
  }
  return copy
}

describe.skipIf(!present)('shapes against the schemas', () => {
  const profiles = ['openai', 'open-responses'] as const

  it.each(profiles)('completes every recorded Response object under %s', (profile) => {
    const validate = validator(profile, ROOTS[profile].response)
    for (const { kind, value } of cases) {
      if (kind !== 'response') continue
      const before = frozen(value)
      const done = completeResponse(value, { ...at(profile), ...known })
      validate(profile === 'openai' ? asWire(done) : { ...done, output: [] })
      expect(completeResponse(done, { ...at(profile), ...known })).toBe(done)
      expect(frozen(value)).toBe(before)
    }
  })

  it.each(profiles)('completes every recorded item and part under %s', (profile) => {
    const names = new Map(itemSchemas(profile))
    const validators = new Map([...names].map(([type, name]) => [type, validator(profile, name)]))
    const part = profile === 'openai' ? validator(profile, ROOTS.openai.part) : undefined
    for (const { kind, value, event } of cases) {
      if (kind === 'part' && value['type'] !== 'summary_text') part?.(completePart(value, at(profile)))
      if (kind !== 'item') continue
      const when = event.endsWith('added') ? 'added' : 'done'
      const row = ITEMS[String(value['type'])]
      if (!row?.profiles.includes(profile)) continue
      const status = row.statusRequired ? { status: row.statuses[0] } : {}
      const done = completeItem({ id: 'x', ...status, ...value }, { ...at(profile), event: when })
      validators.get(String(value['type']))?.(profile === 'openai' ? itemAsWire(done, when) : done)
      expect(completeItem(done, { ...at(profile), event: when })).toBe(done)
    }
  })

  it.each(profiles)('completes any Response object under %s', (profile) => {
    const schemas = documents[profile]!
    const validate = validator(profile, ROOTS[profile].response)
    const names = ROOTS[profile].response
    fc.assert(
      fc.property(spoiled(schemas, names), fc.option(spoiled(documents.openai!, 'Response')), (value, request) => {
        const context = { ...at(profile), ...known, request: request ?? undefined }
        const before = frozen(value)
        const done = completeResponse(value, context)
        validate(profile === 'openai' ? asWire(done) : { ...done, output: [] })
        expect(completeResponse(done, context)).toBe(done)
        expect(frozen(value)).toBe(before)
      }),
      { numRuns: 1500 },
    )
    expect(({} as JsonObject)['polluted']).toBeUndefined()
  })

  it.each(profiles)('completes any item under %s', (profile) => {
    const schemas = documents[profile]!
    for (const [type, name] of itemSchemas(profile)) {
      const validate = validator(profile, name)
      fc.assert(
        fc.property(spoiled(schemas, name), fc.constantFrom('added' as const, 'done' as const), (value, event) => {
          const before = frozen(value)
          const done = completeItem({ ...value, type }, { ...at(profile), event })
          validate(profile === 'openai' ? itemAsWire(done, event) : done)
          expect(completeItem(done, { ...at(profile), event })).toBe(done)
          expect(frozen(value)).toBe(before)
        }),
        { numRuns: 150 },
      )
    }
  })

  it('completes any part under openai', () => {
    const validate = validator('openai', 'OutputContent')
    fc.assert(
      fc.property(spoiled(documents.openai!, 'OutputContent'), (value) => {
        const done = completePart(value, at('openai'))
        validate(done)
        expect(completePart(done, at('openai'))).toBe(done)
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves the recordings of OpenAI as they are', () => {
    const changed = new Map<string, Set<string>>()
    for (const { kind, value, event, file, provider, fidelity } of cases) {
      if (provider !== 'openai' || fidelity !== 'raw') continue
      const note = (code: string, message: string): void => {
        const key = `${kind}: ${code} ${message}`
        changed.set(key, (changed.get(key) ?? new Set()).add(file))
      }
      const context = { profile: 'openai', report: note } as const
      const after = event.endsWith('added') ? 'added' : 'done'
      const done =
        kind === 'response'
          ? completeResponse(value, { ...context, ...known })
          : kind === 'item'
            ? completeItem(value, { ...context, event: after })
            : completePart(value, context)
      if (![...changed.values()].some((files) => files.has(file))) expect(done).toBe(value)
    }
    // recordings from before mid-2025 have no logprobs in their parts
    expect(Object.fromEntries([...changed].map(([message, files]) => [message, files.size]))).toEqual({
      'response: fields/missing usage.input_tokens_details.cache_write_tokens was missing': 32,
      'item: fields/missing item.content[].logprobs was missing': 4,
      'part: fields/missing part.logprobs was missing': 4,
    })
  })
})
