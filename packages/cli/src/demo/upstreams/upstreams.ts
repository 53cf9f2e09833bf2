import { anthropic } from './anthropic.js'
import { copilot } from './copilot.js'
import { cut } from './cut.js'
import { deepseek } from './deepseek.js'
import { llamaCpp } from './llama-cpp.js'
import { llamaStack } from './llama-stack.js'
import { llamaStackError } from './llama-stack-error.js'
import { llamaStackFailing } from './llama-stack-failing.js'
import { openrouter } from './openrouter.js'
import { throws } from './throws.js'
import type { Upstream } from './upstream.js'
import { vllm } from './vllm.js'

/** Every faulty server of the demo, by its name in the routes. */
export const UPSTREAMS: Readonly<Record<string, Upstream>> = {
  'llama-stack': llamaStack,
  'llama-cpp': llamaCpp,
  vllm,
  'llama-stack-failing': llamaStackFailing,
  'llama-stack-error': llamaStackError,
  openrouter,
  copilot,
  cut,
  throws,
  deepseek,
  anthropic,
}

/** The one that `/v1/responses` stands in front of, and that is printed at the start. */
export const DEFAULT_UPSTREAM = 'llama-stack'
