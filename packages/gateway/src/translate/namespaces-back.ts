import type { JsonObject } from '@strict-responses/core'
import { filled, isObject } from '../json.js'
import type { NamespacedTools } from './namespaces.js'

/** The event with its calls and tools under the names that the client knows. */
export function eventWithNamespaces(event: JsonObject, known: NamespacedTools): JsonObject {
  const { item, response, name, type } = event
  const real = type === 'response.function_call_arguments.done' ? known.get(String(name)) : undefined
  return {
    ...event,
    ...(isObject(item) && { item: itemWithNamespace(item, known) }),
    ...(isObject(response) && { response: responseWithNamespaces(response, known) }),
    ...(real && { name: real.name }),
  }
}

/** The same for a Response object. */
export function responseWithNamespaces(response: JsonObject, known: NamespacedTools): JsonObject {
  const { output, tools } = response
  return {
    ...response,
    ...(Array.isArray(output) && { output: output.map((item: unknown) => itemWithNamespace(item, known)) }),
    ...(Array.isArray(tools) && { tools: grouped(tools, known) }),
  }
}

function itemWithNamespace(item: unknown, known: NamespacedTools): unknown {
  if (!isObject(item) || (item['type'] !== 'function_call' && item['type'] !== 'custom_tool_call')) return item
  const real = known.get(filled(item['name']) ?? '')
  return real ? { ...item, name: real.name, namespace: real.namespace } : item
}

/** The tools, complete as the normalizer made them, in the namespaces that they came in. */
function grouped(tools: readonly unknown[], known: NamespacedTools): unknown[] {
  const groups = new Map<string, JsonObject[]>()
  return tools.flatMap((tool) => {
    const real = isObject(tool) ? known.get(filled(tool['name']) ?? '') : undefined
    if (!real) return [tool]
    const { namespace, name, about } = real
    const one = { ...(tool as JsonObject), name }
    const group = groups.get(namespace)
    if (group) {
      group.push(one)
      return []
    }
    const first = [one]
    groups.set(namespace, first)
    return [{ type: 'namespace', name: namespace, description: about, tools: first }]
  })
}
