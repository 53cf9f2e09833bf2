import type { Call } from '../faults/fault.js'

/** What a user of the client has in hand when it is through. */
export interface ClientResult {
  /** What arrived while it streamed. */
  readonly streamed: string
  /** What the client says the whole text is. */
  readonly text: string
  readonly reasoning: string
  readonly refusal: string
  /** Tool calls that the client hands over as good. */
  readonly calls: readonly Call[]
  /** Their call ids, under which their outputs go back. */
  readonly callIds: readonly string[]
  /** Tools that it ran by itself. */
  readonly ran: readonly Call[]
  /** Total tokens. */
  readonly usage?: number | undefined
  /** The client's own word for how it ended. */
  readonly finish?: string | undefined
  /** What it threw, or handed over as an error. */
  readonly error?: string | undefined
  /** An error that only came by as an event of the loop. */
  readonly notice?: string | undefined
}

/** An official client, asked for one streamed response. */
export interface Client {
  readonly name: string
  run(baseURL: string, tools?: readonly string[]): Promise<ClientResult>
}

/** The tools that clients know when nobody says. */
export const TOOLS: readonly string[] = ['get_weather', 'get_time']

/** The same while it is being filled. */
export type Draft = { -readonly [key in keyof ClientResult]: ClientResult[key] }

/** Runs a client's loop; what it throws is part of the result. */
export async function collect(loop: (draft: Draft) => Promise<void>): Promise<ClientResult> {
  const draft: Draft = { streamed: '', text: '', reasoning: '', refusal: '', calls: [], callIds: [], ran: [] }
  try {
    await loop(draft)
  } catch (error) {
    draft.error = describe(error)
  }
  return draft
}

/** Name and message of anything thrown, and what caused it. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : JSON.stringify(error)
  const cause = error.cause === undefined ? '' : ` <- ${describe(error.cause)}`
  return `${error.constructor.name}: ${error.message}${cause}`
}
