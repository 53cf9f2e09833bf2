import { asText } from '../../json.js'
import type { OpenBlock } from './block.js'
import { openRedactedThinking, openText, openThinking } from './text-blocks.js'
import { openMcpToolUse, openResult, openServerToolUse, openToolUse, openUnsupported } from './tool-blocks.js'

const BLOCKS: Readonly<Record<string, OpenBlock>> = {
  text: openText,
  thinking: openThinking,
  redacted_thinking: openRedactedThinking,
  tool_use: openToolUse,
  server_tool_use: openServerToolUse,
  web_search_tool_result: openResult,
  mcp_tool_use: openMcpToolUse,
  mcp_tool_result: openResult,
}

/** Opens a block; what Responses has no item for is reported. */
export const openBlock: OpenBlock = (start, context) => {
  const type = asText(start['type'])
  const open = Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined
  return (open ?? openUnsupported)(start, context)
}

/** Blocks that deltas stand for where nothing started one. */
export const IMPLIED_BLOCKS: Readonly<Record<string, string>> = { text_delta: 'text', thinking_delta: 'thinking' }
