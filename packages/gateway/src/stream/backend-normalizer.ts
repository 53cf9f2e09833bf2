import { createNormalizer, type Normalizer, type Repair } from '@strict-responses/core'
import type { BackendDialect } from '../options.js'
import type { Conversation } from '../request/conversation.js'
import type { Settings } from '../settings.js'
import { BACKENDS } from '../upstream/backend-dialects.js'
import { namespacedNormalizer } from './namespaced-normalizer.js'

/** What the normalizer of a response tells. */
export interface NormalizerEvents {
  readonly onError: (error: unknown) => void
  readonly onRepair: (repair: Repair) => void
}

/** Makes the normalizer for what a backend answers to a request. */
export function backendNormalizer(
  dialect: BackendDialect,
  { settings, asked, kept }: Pick<Conversation, 'asked' | 'kept'> & { readonly settings: Settings },
  events: NormalizerEvents,
): Normalizer {
  const { echoed, namespaced } = BACKENDS[dialect]
  const request = echoed(asked, kept !== undefined)
  return namespacedNormalizer(createNormalizer({ ...settings, dialect, request, ...events }), namespaced(asked))
}
