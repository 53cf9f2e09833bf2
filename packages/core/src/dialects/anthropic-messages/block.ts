import type { JsonObject } from '../../json.js'
import type { DialectContext } from '../chat-completions/context.js'
import type { PassedDelta } from '../dialect.js'
import type { MessageText } from './message-text.js'

/** What the blocks of one message share. */
export interface BlockContext extends DialectContext {
  readonly message: MessageText
  /** Server tool calls whose result comes in a block of its own, by tool id. */
  readonly pending: Map<string, (result: JsonObject) => void>
}

/** One content block: takes its deltas, then its end. */
export interface Block {
  /** By the type of the delta. */
  readonly on: Readonly<Record<string, (delta: JsonObject) => void>>
  /** A delta of this block has left already. */
  passed?(delta: PassedDelta): void
  /** `content_block_stop`; `cut` where the input ended before it. */
  stop?(cut: boolean): void
}

/** Opens a block of its type. */
export type OpenBlock = (start: JsonObject, context: BlockContext) => Block
