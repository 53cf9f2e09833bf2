import type { Normalizer } from '@strict-responses/core'
import { isObject, parseJson } from '../json.js'
import type { NamespacedTools } from '../translate/namespaces.js'
import { eventWithNamespaces, responseWithNamespaces } from '../translate/namespaces-back.js'

const DATA = '\ndata: '

/** A normalizer whose calls and tools get the namespaces back that the backend does not have. */
export function namespacedNormalizer(normalizer: Normalizer, known: NamespacedTools): Normalizer {
  if (known.size === 0) return normalizer
  const [decoder, encoder, names] = [new TextDecoder(), new TextEncoder(), [...known.keys()]]
  const renamed = (frame: string): string => {
    // Nearly all frames are deltas, which name no tool.
    if (!names.some((name) => frame.includes(name))) return frame
    const at = frame.indexOf(DATA) + DATA.length
    const event = parseJson(frame.slice(at))
    return isObject(event) ? frame.slice(0, at) + JSON.stringify(eventWithNamespaces(event, known)) : frame
  }
  /** Only whole frames leave a normalizer. */
  const leaving = (bytes: Uint8Array): Uint8Array =>
    bytes.length === 0 ? bytes : encoder.encode(decoder.decode(bytes).split('\n\n').map(renamed).join('\n\n'))
  return {
    push: (chunk) => leaving(normalizer.push(chunk)),
    end: () => leaving(normalizer.end()),
    fail: (error) => leaving(normalizer.fail(error)),
    heartbeat: () => leaving(normalizer.heartbeat()),
    response: () => responseWithNamespaces(normalizer.response(), known),
    get state() {
      return normalizer.state
    },
    get outcome() {
      return normalizer.outcome
    },
    get limited() {
      return normalizer.limited
    },
    get id() {
      return normalizer.id
    },
    get dialect() {
      return normalizer.dialect
    },
    get lastSequenceNumber() {
      return normalizer.lastSequenceNumber
    },
  }
}
