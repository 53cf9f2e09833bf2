import { asList, asText, filled, isObject, type JsonObject } from '../../json.js'
import type { Report } from '../../repair.js'

const index = (value: unknown): number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : 0

/** A citation of a web page. Where the upstream does not say which words it supports, the indexes are 0. */
export function urlCitation(url: string, title: unknown, start?: unknown, end?: unknown): JsonObject {
  return { type: 'url_citation', url, title: asText(title), start_index: index(start), end_index: index(end) }
}

const ANNOTATIONS: Readonly<Record<string, (body: JsonObject) => JsonObject | undefined>> = {
  url_citation(body) {
    const url = filled(body['url'])
    return url === undefined ? undefined : urlCitation(url, body['title'], body['start_index'], body['end_index'])
  },
  file_citation: (body) => fileAnnotation('file_citation', body, { filename: asText(body['filename']) }),
  file_path: (body) => fileAnnotation('file_path', body, {}),
}

function fileAnnotation(type: string, body: JsonObject, more: JsonObject): JsonObject | undefined {
  const file_id = filled(body['file_id'])
  return file_id === undefined ? undefined : { type, file_id, index: index(body['index']), ...more }
}

/** The `annotations` of a delta: nested under their type in Chat, flat in Responses. */
export function readAnnotations(annotations: unknown, once: Report): JsonObject[] {
  return asList(annotations).flatMap((entry) => {
    const annotation = isObject(entry) ? readAnnotation(entry) : undefined
    if (!annotation) once('dialect/unsupported-annotation', 'an annotation that Responses does not have was dropped')
    return annotation ? [annotation] : []
  })
}

function readAnnotation(entry: JsonObject): JsonObject | undefined {
  const type = asText(entry['type'])
  const nested = entry[type]
  return Object.hasOwn(ANNOTATIONS, type) ? ANNOTATIONS[type]?.(isObject(nested) ? nested : entry) : undefined
}

/**
 * The sources that Perplexity and xAI list beside `choices`, in every chunk again: each is told once.
 *
 * The lists only grow, so what was seen is skipped by position.
 */
export class Citations {
  readonly #told = new Set<string>()
  #citations = 0
  #results = 0

  /** The new ones. */
  read(frame: JsonObject): JsonObject[] {
    const citations = asList(frame['citations'])
    const results = asList(frame['search_results'])
    if (citations.length <= this.#citations && results.length <= this.#results) return []
    const titles = new Map(results.filter(isObject).map((result) => [result['url'], result['title']]))
    const fresh = [...citations.slice(this.#citations), ...results.slice(this.#results)]
    this.#citations = Math.max(this.#citations, citations.length)
    this.#results = Math.max(this.#results, results.length)
    return fresh.flatMap((source) => {
      const url = filled(isObject(source) ? source['url'] : source)
      if (url === undefined || this.#told.has(url)) return []
      this.#told.add(url)
      return [urlCitation(url, (isObject(source) ? source['title'] : undefined) ?? titles.get(url))]
    })
  }
}
