import type { z } from 'zod'
import { object } from '../object.js'
import { list, literal, nullable, oneOf, string } from '../scalars.js'
import { tagged } from '../tagged.js'

export interface WebSearchSource {
  type: 'url'
  url: string
}
export interface WebSearchActionSearch {
  type: 'search'
  query?: string
  queries?: string[]
  sources?: WebSearchSource[]
}
export interface WebSearchActionOpenPage {
  type: 'open_page'
  url?: string | null
}
export interface WebSearchActionFind {
  type: 'find_in_page'
  url: string
  pattern: string
}

/** What a web search does. */
export type WebSearchAction = WebSearchActionSearch | WebSearchActionOpenPage | WebSearchActionFind
const source = object<WebSearchSource>({ type: literal('url'), url: string }, {})
export const WebSearchAction: z.ZodType<WebSearchAction> = tagged<WebSearchAction>({
  search: object<WebSearchActionSearch>(
    { type: literal('search') },
    { query: string, queries: list(string), sources: list(source) },
  ),
  open_page: object<WebSearchActionOpenPage>({ type: literal('open_page') }, { url: nullable(string) }),
  find_in_page: object<WebSearchActionFind>({ type: literal('find_in_page'), url: string, pattern: string }, {}),
})

export interface ResponseFunctionWebSearch {
  type: 'web_search_call'
  id: string
  status: 'in_progress' | 'searching' | 'completed' | 'failed'
  /** Comes with the done event. */
  action?: WebSearchAction
}
export const ResponseFunctionWebSearch: z.ZodType<ResponseFunctionWebSearch> = object<ResponseFunctionWebSearch>(
  { type: literal('web_search_call'), id: string, status: oneOf('in_progress', 'searching', 'completed', 'failed') },
  { action: WebSearchAction },
)
