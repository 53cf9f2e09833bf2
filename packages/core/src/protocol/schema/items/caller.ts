import type { z } from 'zod'
import { object } from '../object.js'
import { literal, nullable, string } from '../scalars.js'
import { tagged } from '../tagged.js'

export interface DirectToolCallCaller {
  type: 'direct'
}
export interface ProgramToolCallCaller {
  type: 'program'
  caller_id: string
}

/** Who called a tool: the model, or a program that it wrote. */
export type ToolCallCaller = DirectToolCallCaller | ProgramToolCallCaller
export const ToolCallCaller: z.ZodType<ToolCallCaller> = tagged<ToolCallCaller>({
  direct: object<DirectToolCallCaller>({ type: literal('direct') }, {}),
  program: object<ProgramToolCallCaller>({ type: literal('program'), caller_id: string }, {}),
})

/** As the items have it. */
export const caller: z.ZodType<ToolCallCaller | null> = nullable(ToolCallCaller)
