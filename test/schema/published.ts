import { existsSync, readFileSync } from 'node:fs'
import type { Profile } from '@strict-responses/core'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import type { Obj } from '../support/oracle-frames.js'

const FILES: Readonly<Record<Profile, string>> = {
  openai: 'openai-openapi.json',
  'open-responses': 'open-responses-2026-04-24.json',
}
/** The union of all stream events, or how its members are named where there is none. */
const MEMBERS: Readonly<Record<Profile, RegExp>> = {
  openai: /^Response\w+Event$/,
  'open-responses': /StreamingEvent$/,
}

const folder = new URL('../../../shared/spec/', import.meta.url)

/** Whether the published documents are there; they are no part of the project. */
export const publishedAvailable: boolean = existsSync(folder)

/** Why nothing was compared. */
export const PUBLISHED_ABSENT = 'the published schemas are not at ../shared/spec: nothing is compared with them'

const constants = (schema: Obj): readonly unknown[] => {
  const { type } = (schema['properties'] ?? {}) as {
    readonly type?: { readonly enum?: unknown[]; readonly const?: unknown }
  }
  return type?.enum ?? (type?.const === undefined ? [] : [type.const])
}

/** The published schema of a profile, event by event. */
export class Published {
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(profile: Profile) {
    const ajv = new Ajv2020({ strict: false, logger: false })
    ajvFormats.default(ajv)
    const { schemas } = (
      JSON.parse(readFileSync(new URL(FILES[profile], folder), 'utf8')) as {
        readonly components: { readonly schemas: Readonly<Record<string, Obj>> }
      }
    ).components
    ajv.addSchema({ $id: 'document', components: { schemas } })
    for (const [name, schema] of Object.entries(schemas)) {
      if (!MEMBERS[profile].test(name)) continue
      for (const type of constants(schema)) {
        const validate = ajv.getSchema(`document#/components/schemas/${name}`)
        if (validate) this.#validators.set(String(type), validate as ValidateFunction)
      }
    }
  }

  get types(): readonly string[] {
    return [...this.#validators.keys()]
  }

  /** What is wrong with an event; `undefined` where the document does not have its type. */
  faults(event: Obj): readonly ErrorObject[] | undefined {
    const validate = this.#validators.get(String(event['type']))
    if (!validate) return undefined
    return validate(event) ? [] : (validate.errors ?? [])
  }
}
