import { asList, isObject, type JsonObject } from '../../json.js'
import type { Report } from '../../repair.js'

/** The `logprobs.content` of a choice as Responses has them; what is no log probability is dropped. */
export function readLogprobs(logprobs: unknown, once: Report): JsonObject[] | undefined {
  if (logprobs === undefined || logprobs === null) return undefined
  const content = isObject(logprobs) ? logprobs['content'] : undefined
  const list = asList(content).flatMap(one)
  if ((isObject(logprobs) ? asList(content).length : 1) > list.length) {
    once('dialect/invalid-logprobs', 'log probabilities without a token or a number were dropped')
  }
  return list.length > 0 ? list : undefined
}

function one(entry: unknown): JsonObject[] {
  return simple(entry).map((logprob) => ({
    ...logprob,
    top_logprobs: asList((entry as JsonObject)['top_logprobs']).flatMap(simple),
  }))
}

function simple(entry: unknown): JsonObject[] {
  if (!isObject(entry)) return []
  const { token, logprob, bytes } = entry
  if (typeof token !== 'string' || typeof logprob !== 'number') return []
  return [{ token, logprob, bytes: asList(bytes) }]
}
