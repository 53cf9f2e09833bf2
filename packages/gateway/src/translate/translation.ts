import type { JsonObject } from '@strict-responses/core'

/** How requests are put into the backend's own words. */
export interface TranslateOptions {
  /** The role of `developer` messages at a chat backend; few know the newer one. Defaults to `system`. */
  readonly developerRole?: 'system' | 'developer' | undefined
  /** The field of a chat request that limits the output. Defaults to `max_completion_tokens`. */
  readonly maxTokensField?: 'max_completion_tokens' | 'max_tokens' | undefined
  /** Where reasoning that the client sends back goes in a chat message; `false` drops it. Defaults to `reasoning_content`. */
  readonly replayReasoning?: 'reasoning_content' | 'reasoning' | false | undefined
  /** What happens to hosted tools (`web_search`, `mcp`, …) where the backend has none. Defaults to `refuse`: a 400. */
  readonly hostedTools?: 'refuse' | 'drop' | undefined
  /** Tokens that an Anthropic backend may write where the request has no limit; thinking comes on top. Defaults to 4096. */
  readonly defaultMaxTokens?: number | undefined
}

/** Told of each hint that could not be passed on. */
export type Report = (code: string, message: string) => void

/** What a translation works with. */
export interface TranslateContext {
  readonly options: TranslateOptions
  readonly report: Report
}

/**
 * Turns the body of a Responses request into the backend's.
 *
 * Pure. What the backend cannot do is thrown as an `ApiError` that names the field, or reported where it is only a hint.
 */
export type Translate = (request: JsonObject, context: TranslateContext) => JsonObject
