import type { JsonObject } from '../json.js'

/** A piece of text. */
export interface TextDraft {
  readonly text: string
}

/** A piece of reasoning; where it goes is the `reasoning` option. */
export interface ReasoningDraft {
  readonly reasoning: string
}

/** A piece of a refusal. */
export interface RefusalDraft {
  readonly refusal: string
}

/**
 * A tool call. With `arguments` as an object, or with no `more`, it is whole; a call that streams its arguments comes in
 * several drafts with the same `callId`, all but the last with `more: true`.
 */
export interface ToolCallDraft {
  readonly toolCall: {
    readonly name?: string | undefined
    /** Defaults to a random `call_…`; required to continue a call. */
    readonly callId?: string | undefined
    /** JSON text, or the value itself. Defaults to none. */
    readonly arguments?: unknown
    /** Whether more arguments follow. Defaults to `false`. */
    readonly more?: boolean | undefined
  }
}

/** An annotation of the text so far, e.g. `{ type: 'url_citation', url, title, start_index, end_index }`. */
export interface AnnotationDraft {
  readonly annotation: JsonObject
}

/** Token counts; the last one counts. Names of Chat Completions, Anthropic and the AI SDK are understood. */
export interface UsageDraft {
  readonly usage: JsonObject
}

/** A whole output item, e.g. a `web_search_call` that your agent ran. */
export interface ItemDraft {
  readonly item: JsonObject & { readonly type: string }
}

/** Fields of the Response object (`model`, `metadata`, …); before anything else. */
export interface ResponseDraft {
  readonly response: JsonObject
}

/** The reply ends here, cut for a reason. */
export interface IncompleteDraft {
  readonly incomplete: 'max_output_tokens' | 'content_filter'
}

/** The reply failed; the message of an API-style error is shown, redacted. To hide it, throw instead. */
export interface ErrorDraft {
  readonly error: unknown
}

/** What an agent may yield, besides strings, Responses events, chat chunks, Anthropic events and AI SDK parts. */
export type AgentDraft =
  | TextDraft
  | ReasoningDraft
  | RefusalDraft
  | ToolCallDraft
  | AnnotationDraft
  | UsageDraft
  | ItemDraft
  | ResponseDraft
  | IncompleteDraft
  | ErrorDraft
