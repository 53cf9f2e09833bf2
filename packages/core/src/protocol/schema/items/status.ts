import type { z } from 'zod'
import { oneOf } from '../scalars.js'

/** The status of most items. */
export type ResponseItemStatus = 'in_progress' | 'completed' | 'incomplete'
export const ResponseItemStatus: z.ZodType<ResponseItemStatus> = oneOf('in_progress', 'completed', 'incomplete')
