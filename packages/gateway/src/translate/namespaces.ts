import { createHash } from 'node:crypto'
import type { JsonObject } from '@strict-responses/core'
import { filled, isObject } from '../json.js'

/** A tool as the client knows it. */
export interface NamespacedTool {
  readonly namespace: string
  readonly name: string
  /** What the request says of the namespace. */
  readonly about: string
}

/** The tools of a request that stand in a namespace, by the names that a backend without namespaces knows them by. */
export type NamespacedTools = ReadonlyMap<string, NamespacedTool>

/** What chat and Anthropic backends take as a name. */
const LONGEST = 64

/** The name of a tool at a backend that has no namespaces; the same for the same tool in every turn. */
export function flatName(namespace: string | undefined, name: string): string {
  if (namespace === undefined) return name
  const flat = `${namespace}__${name}`.replace(/[^\w-]/g, '_')
  if (flat.length <= LONGEST) return flat
  const hash = createHash('sha256').update(`${namespace}\n${name}`).digest('hex').slice(0, 8)
  return `${flat.slice(0, LONGEST - hash.length - 1)}_${hash}`
}

/** A group of tools under one name. */
export interface Namespace {
  readonly name: string | undefined
  readonly about: string
  readonly tools: readonly unknown[]
}

/** Reads a tool of type `namespace`; `undefined` where it is none. */
export function namespaceOf(tool: unknown): Namespace | undefined {
  if (!isObject(tool) || tool['type'] !== 'namespace' || !Array.isArray(tool['tools'])) return undefined
  return { name: filled(tool['name']), about: filled(tool['description']) ?? '', tools: tool['tools'] }
}

/** Finds the tools that stand in a namespace. */
export function namespacedTools({ tools }: JsonObject): NamespacedTools {
  const found = new Map<string, NamespacedTool>()
  for (const group of Array.isArray(tools) ? tools : []) {
    const { name: namespace, about = '', tools: inner = [] } = namespaceOf(group) ?? {}
    for (const tool of inner) {
      const name = isObject(tool) ? filled(tool['name']) : undefined
      if (namespace !== undefined && name !== undefined)
        found.set(flatName(namespace, name), { namespace, name, about })
    }
  }
  return found
}

/** The request with its tools as the backend calls them: so the normalizer knows what each of them is. */
export function withoutNamespaces(request: JsonObject): JsonObject {
  const { tools } = request
  if (!Array.isArray(tools) || !tools.some(namespaceOf)) return request
  const flat = tools.flatMap((tool: unknown) => {
    const group = namespaceOf(tool)
    const inner = group?.tools.filter(isObject)
    return inner?.map((one) => ({ ...one, name: flatName(group?.name, filled(one['name']) ?? '') })) ?? [tool]
  })
  return { ...request, tools: flat }
}
