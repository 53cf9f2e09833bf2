import { createNormalizer, type JsonObject } from '@strict-responses/core'
import { readSubject } from './subject.js'

/** The output items of a Responses stream as a client has them at its end, strict or not, whole or cut. */
export async function outputOf(received: unknown): Promise<readonly JsonObject[]> {
  const { bytes } = await readSubject(received)
  const normalizer = createNormalizer({ dialect: 'responses' })
  normalizer.push(bytes)
  normalizer.end()
  return objects(normalizer.response()['output'])
}

/** The objects of a list; none where there is no list. */
export function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'object' && entry !== null) : []
}
