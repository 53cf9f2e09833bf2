import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { isObject, type JsonObject } from '../../packages/core/src/json.js'
import type { Profile } from '../../packages/core/src/options.js'
import { EVENTS } from '../../packages/core/src/protocol/events.js'
import { ITEMS } from '../../packages/core/src/protocol/items.js'
import { leavingType } from '../../packages/core/src/protocol/profiles.js'
import { eventSchema, itemSchema, partSchema, responseSchema } from '../../packages/core/src/protocol/schema/index.js'
import { Tool } from '../../packages/core/src/protocol/schema/tools.js'
import { NOT_PUBLISHED, SCHEMA_EXCEPTIONS, type SchemaException } from '../support/schema-exceptions.js'
import { COMPONENTS } from './schema-components.js'
import * as examples from './schema-examples.js'

type Kind = SchemaException['kind']
type Accepts = (value: unknown) => boolean
interface Case {
  readonly profile: Profile
  readonly kind: Kind
  readonly type: string
  readonly example: JsonObject
  readonly accepts: Accepts
}

const SCHEMAS = {
  event: eventSchema,
  item: (type: string, profile: Profile) => itemSchema(type, profile, 'done'),
  part: partSchema,
  response: (_: string, profile: Profile) => responseSchema(profile),
  component: (name: string) => COMPONENTS[name]?.[0],
}

const TABLES: readonly (readonly [Profile, Kind, Record<string, object>])[] = [
  ['openai', 'event', examples.events],
  ['openai', 'item', examples.items],
  ['openai', 'part', examples.parts],
  ['openai', 'response', { response: examples.response }],
  ['openai', 'component', Object.fromEntries(Object.entries(COMPONENTS).map(([name, [, example]]) => [name, example]))],
  ['open-responses', 'event', examples.openEvents],
  ['open-responses', 'item', examples.openItems],
  ['open-responses', 'part', examples.openParts],
  ['open-responses', 'response', { response: examples.openResponse }],
]

const cases: readonly Case[] = TABLES.flatMap(([profile, kind, table]) =>
  Object.entries(table).map(([type, example]) => {
    const accepts = (value: unknown): boolean => SCHEMAS[kind](type, profile)?.safeParse(value).success ?? false
    return { profile, kind, type, example: example as JsonObject, accepts }
  }),
)

const without = (value: JsonObject, name: string): JsonObject => {
  const { [name]: _, ...rest } = value
  return rest
}

const exception = (of: Case, field: string, value: string): SchemaException | undefined =>
  SCHEMA_EXCEPTIONS.find(
    (row) =>
      row.profile === of.profile &&
      row.kind === of.kind &&
      [of.type, '*'].includes(row.type) &&
      [field, '*'].includes(row.field) &&
      [value, '*'].includes(row.value),
  )

describe('the schemas', () => {
  it.each(cases)('take the smallest $kind $type of $profile, and reject it without any of its fields', (one) => {
    expect(one.accepts(one.example)).toBe(true)
    expect(one.accepts({ ...one.example, unknown_field: { deep: [1] } })).toBe(true)
    for (const name of Object.keys(one.example)) {
      if (exception(one, name, 'absent')?.taken === 'ours') continue
      expect(one.accepts(without(one.example, name)), `without ${name}`).toBe(false)
    }
  })

  it('have every event of the table, and no other', () => {
    for (const profile of ['openai', 'open-responses'] as const) {
      const table = Object.entries(EVENTS).filter(([, row]) => row.profiles.includes(profile))
      const types = cases.filter((one) => one.profile === profile && one.kind === 'event').map((one) => one.type)
      expect(types.sort()).toEqual(table.map(([type]) => leavingType(type, profile)).sort())
    }
    expect(Object.keys(examples.events)).toHaveLength(61)
    expect(Object.keys(examples.openEvents)).toHaveLength(24)
  })

  it('have every item of the table, with the statuses that it gives', () => {
    expect(Object.keys(examples.items).sort()).toEqual(Object.keys(ITEMS).sort())
    for (const [type, row] of Object.entries(ITEMS)) {
      for (const status of row.statuses) {
        for (const profile of row.profiles) {
          const example = profile === 'openai' ? examples.items : examples.openItems
          const item = { ...(example as Record<string, object>)[type], status }
          expect(itemSchema(type, profile)?.safeParse(item).success, `${type} ${status}`).toBe(true)
        }
      }
    }
  })

  it('say where the fault is, in the variant that was meant', () => {
    const part = { ...examples.parts.output_text, annotations: [{ type: 'url_citation', url: 1 }] }
    const item = { ...examples.items.message, content: [part] }
    const response = { ...examples.response, output: [examples.items.reasoning, item] }
    const event = { ...examples.events['response.completed'], response }
    const result = eventSchema('response.completed', 'openai')?.safeParse(event)
    const at = 'response.output.1.content.0.annotations.0'
    expect(result?.error?.issues.map((issue) => issue.path.join('.'))).toEqual(
      ['url', 'start_index', 'end_index', 'title'].map((name) => `${at}.${name}`),
    )
  })

  it('take an item or tool of an unknown type under openai only', () => {
    const item = { type: 'newer_call', anything: true }
    const added = { type: 'response.output_item.added', sequence_number: 0, output_index: 0, item }
    expect(eventSchema('response.output_item.added', 'openai')?.safeParse(added).success).toBe(true)
    expect(eventSchema('response.output_item.added', 'open-responses')?.safeParse(added).success).toBe(false)
    expect(itemSchema('newer_call', 'openai')).toBeUndefined()
    const tools = [{ type: 'newer_tool' }]
    expect(responseSchema('openai').safeParse({ ...examples.response, tools }).success).toBe(true)
    expect(responseSchema('open-responses').safeParse({ ...examples.openResponse, tools }).success).toBe(false)
  })

  it('let two hosted calls wait for their done event', () => {
    for (const [type, field] of [
      ['web_search_call', 'action'],
      ['image_generation_call', 'result'],
    ] as const) {
      const item = without(examples.items[type] as unknown as JsonObject, field)
      for (const [event, ok] of [
        ['added', true],
        ['done', false],
      ] as const) {
        const name = `response.output_item.${event}`
        const result = eventSchema(name, 'openai')?.safeParse({ type: name, sequence_number: 0, output_index: 0, item })
        expect(result?.success).toBe(ok)
        expect(itemSchema(type, 'openai', event)?.safeParse(item).success).toBe(ok)
        if (!ok) expect(result?.error?.issues[0]?.path).toEqual(['item', field])
      }
    }
  })

  it('survive hostile nesting', () => {
    let deep: unknown = {}
    for (let level = 0; level < 100_000; level++) deep = level % 2 ? [deep] : { type: 'and', filters: deep }
    const event = { ...examples.events['response.completed'], response: { ...examples.response, extra: deep } }
    expect(eventSchema('response.completed', 'openai')?.safeParse(event).success).toBe(true)
    const tools = [{ type: 'file_search', vector_store_ids: deep }]
    expect(responseSchema('openai').safeParse({ ...examples.response, tools, output: deep }).success).toBe(false)
  })
})

const spec = new URL('../../../shared/spec/', import.meta.url)
const FILES: Record<Profile, string> = {
  openai: 'openai-openapi.json',
  'open-responses': 'open-responses-2026-04-24.json',
}
const present = existsSync(spec)
if (!present) console.warn('schema: the cross-check is skipped, ../shared/spec is not there')

/** The published schemas of one profile. */
class Published {
  readonly #schemas: Record<string, JsonObject>
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false })

  constructor(profile: Profile) {
    this.#schemas = JSON.parse(readFileSync(new URL(FILES[profile], spec), 'utf8')).components.schemas
    this.#ajv.addSchema({ $id: 'document', components: { schemas: this.#schemas } })
  }

  /** Everything that a component says of its fields, whichever way it is put together. */
  fields(name: string): Record<string, JsonObject> {
    const fields: Record<string, JsonObject> = {}
    const walk = (schema: unknown): void => {
      if (!isObject(schema)) return
      if (typeof schema['$ref'] === 'string') walk(this.#schemas[schema['$ref'].split('/').at(-1) ?? ''])
      if (Array.isArray(schema['allOf'])) schema['allOf'].forEach(walk)
      if (isObject(schema['properties'])) Object.assign(fields, schema['properties'])
      // some are required without being declared
      if (Array.isArray(schema['required'])) for (const name of schema['required']) fields[name] ??= {}
    }
    walk(this.#schemas[name])
    return fields
  }

  accepts(name: string): Accepts {
    const validate = this.#ajv.getSchema(`document#/components/schemas/${name}`) as ValidateFunction
    return (value) => validate(value) as boolean
  }

  /** The component of a type, among those that the kind's union has. */
  component(of: Case): string | undefined {
    if (of.kind === 'response') return of.profile === 'openai' ? 'Response' : 'ResponseResource'
    if (of.kind === 'component') return of.type
    const union = UNIONS[of.profile][of.kind]
    return Object.keys(this.#schemas).find((name) => {
      if (!union.some((member) => (typeof member === 'string' ? this.#has(member, name) : member.test(name))))
        return false
      const type = this.fields(name)['type']
      return type?.['const'] === of.type || (Array.isArray(type?.['enum']) && type['enum'].includes(of.type))
    })
  }

  #has(union: string, name: string): boolean {
    return JSON.stringify(this.#schemas[union]).includes(`/schemas/${name}"`)
  }
}

/** Components that list those of a kind, or how they are named. */
const UNIONS: Record<Profile, Record<Exclude<Kind, 'response' | 'component'>, readonly (string | RegExp)[]>> = {
  openai: { event: ['ResponseStreamEvent'], item: ['OutputItem'], part: ['OutputContent', /^SummaryTextContent$/] },
  'open-responses': { event: [/StreamingEvent$/], item: ['ItemField'], part: ['Message'] },
}

const TOOLS: readonly (JsonObject & { type: string })[] = [
  { type: 'function', name: 'f', parameters: null, strict: null },
  { type: 'file_search', vector_store_ids: [] },
  { type: 'computer_use_preview', environment: 'mac', display_width: 1, display_height: 1 },
  { type: 'mcp', server_label: 's' },
  { type: 'code_interpreter', container: { type: 'auto' } },
  { type: 'custom', name: 'c' },
  { type: 'namespace', name: 'n', description: 'd', tools: [{ type: 'custom', name: 'c' }] },
  ...['computer', 'web_search', 'web_search_2025_08_26', 'web_search_preview', 'web_search_preview_2025_03_11'].map(
    (type) => ({ type }),
  ),
  ...['programmatic_tool_calling', 'image_generation', 'local_shell', 'shell', 'tool_search', 'apply_patch'].map(
    (type) => ({ type }),
  ),
]

const PROBES: readonly unknown[] = [
  null,
  'probe',
  '',
  0,
  -1,
  1.5,
  true,
  [],
  ['probe'],
  [{}],
  {},
  { type: 'probe' },
  [{ type: 'probe' }],
]

/** Values to try in a field: the probes, and whatever its schema lists. */
const valuesFor = (schema: JsonObject): readonly unknown[] => {
  const listed = JSON.stringify(schema).match(/(?<="enum":)\[[^\]]*\]/g) ?? []
  return [...PROBES, ...listed.flatMap((list) => JSON.parse(list) as unknown[])]
}

describe.skipIf(!present)('against the published schemas', () => {
  const published = present
    ? { openai: new Published('openai'), 'open-responses': new Published('open-responses') }
    : undefined
  const used = new Set<SchemaException>()

  it.each(cases)('judge every field of $kind $type of $profile alike', (one) => {
    if (NOT_PUBLISHED.has(one.type)) return
    const source = published![one.profile]
    const name = source.component(one)
    expect(name, `component of ${one.type}`).toBeDefined()
    const theirs = source.accepts(name!)
    expect(theirs(one.example), name).toBe(true)
    const differences: string[] = []
    const compare = (field: string, value: string, candidate: JsonObject): void => {
      const taken = [one.accepts(candidate), theirs(candidate)] as const
      if (taken[0] === taken[1]) return
      const row = exception(one, field, value)
      if (row && row.taken === (taken[0] ? 'ours' : 'theirs')) used.add(row)
      else differences.push(`${field} = ${value} is taken by ${taken[0] ? 'ours' : 'theirs'}`)
    }
    for (const [field, schema] of Object.entries(source.fields(name!))) {
      compare(field, 'absent', without(one.example, field))
      for (const value of valuesFor(schema)) {
        compare(field, JSON.stringify(value), { ...one.example, [field]: value })
      }
    }
    expect(differences, `${name}: ${differences.join('; ')}`).toEqual([])
  })

  it('reject every tool that lacks what it requires', () => {
    const theirs = published!.openai.accepts('Tool')
    for (const tool of TOOLS) {
      const accepts = (value: unknown): boolean => Tool.safeParse(value).success
      expect([accepts(tool), theirs(tool)], tool.type).toEqual([true, true])
      for (const field of Object.keys(tool).filter((name) => name !== 'type')) {
        const broken = without(tool, field)
        expect([accepts(broken), theirs(broken)], `${tool.type} without ${field}`).toEqual([false, false])
      }
    }
  })

  it('need every exception', () => {
    const idle = SCHEMA_EXCEPTIONS.filter((row) => !used.has(row))
    expect(idle, JSON.stringify(idle)).toEqual([])
  })
})
