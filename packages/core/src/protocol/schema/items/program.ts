import type { z } from 'zod'
import { object } from '../object.js'
import { literal, oneOf, string } from '../scalars.js'

export interface ResponseProgram {
  type: 'program'
  id: string
  call_id: string
  code: string
  fingerprint: string
}
export const ResponseProgram: z.ZodType<ResponseProgram> = object<ResponseProgram>(
  { type: literal('program'), id: string, call_id: string, code: string, fingerprint: string },
  {},
)

export interface ResponseProgramOutput {
  type: 'program_output'
  id: string
  call_id: string
  result: string
  status: 'completed' | 'incomplete'
}
export const ResponseProgramOutput: z.ZodType<ResponseProgramOutput> = object<ResponseProgramOutput>(
  {
    type: literal('program_output'),
    id: string,
    call_id: string,
    result: string,
    status: oneOf('completed', 'incomplete'),
  },
  {},
)
