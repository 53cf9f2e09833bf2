import type { z } from 'zod'
import { ResponseCompactionItem as CompactionBody } from '../items/compaction.js'
import { ResponseItemStatus } from '../items/status.js'
import { object } from '../object.js'
import { list, literal, oneOf, string } from '../scalars.js'
import { chosen, tagged, type Variants } from '../tagged.js'
import { OpenResponsesInputPart, OpenResponsesMessagePart, OpenResponsesPart } from './parts.js'

export interface OpenResponsesMessage {
  type: 'message'
  id: string
  status: ResponseItemStatus
  role: 'user' | 'assistant' | 'system' | 'developer'
  content: OpenResponsesMessagePart[]
  phase?: 'commentary' | 'final_answer'
}
export interface OpenResponsesFunctionCall {
  type: 'function_call'
  id: string
  call_id: string
  name: string
  arguments: string
  status: ResponseItemStatus
}
export interface OpenResponsesFunctionCallOutput {
  type: 'function_call_output'
  id: string
  call_id: string
  output: string | OpenResponsesInputPart[]
  status: ResponseItemStatus
}
export interface OpenResponsesReasoning {
  type: 'reasoning'
  id: string
  summary: OpenResponsesPart[]
  content?: OpenResponsesPart[]
  encrypted_content?: string
}

/** One element of a response's output. */
export type OpenResponsesItem =
  | OpenResponsesMessage
  | OpenResponsesFunctionCall
  | OpenResponsesFunctionCallOutput
  | OpenResponsesReasoning
  | CompactionBody

const inputParts = list(OpenResponsesInputPart)
const status = ResponseItemStatus

export const OPEN_RESPONSES_ITEMS: Variants<OpenResponsesItem> = {
  message: object<OpenResponsesMessage>(
    {
      type: literal('message'),
      id: string,
      status,
      role: oneOf('user', 'assistant', 'system', 'developer'),
      content: list(OpenResponsesMessagePart),
    },
    { phase: oneOf('commentary', 'final_answer') },
  ),
  function_call: object<OpenResponsesFunctionCall>(
    { type: literal('function_call'), id: string, call_id: string, name: string, arguments: string, status },
    {},
  ),
  function_call_output: object<OpenResponsesFunctionCallOutput>(
    {
      type: literal('function_call_output'),
      id: string,
      call_id: string,
      output: chosen<string | OpenResponsesInputPart[]>((value) =>
        typeof value === 'string' ? string : Array.isArray(value) ? inputParts : 'expected a string or an array',
      ),
      status,
    },
    {},
  ),
  reasoning: object<OpenResponsesReasoning>(
    { type: literal('reasoning'), id: string, summary: list(OpenResponsesPart) },
    { content: list(OpenResponsesPart), encrypted_content: string },
  ),
  compaction: CompactionBody,
}

export const OpenResponsesItem: z.ZodType<OpenResponsesItem> = tagged<OpenResponsesItem>(OPEN_RESPONSES_ITEMS)
