import { agents } from './agents.js'
import { ai7, ai7openResponses } from './ai-sdk.js'
import type { Client } from './client.js'
import { langchain } from './langchain.js'
import { openai6create, openai6stream, openai7create, openai7stream } from './openai.js'

/** The columns of the matrix. */
export const CLIENTS: readonly Client[] = [
  openai7create,
  openai7stream,
  openai6create,
  openai6stream,
  agents,
  ai7,
  ai7openResponses,
  langchain,
]
