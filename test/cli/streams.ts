import { createNormalizer } from '@strict-responses/core'
import { UPSTREAMS } from '../../packages/cli/src/demo/upstreams/upstreams.js'

const chunksOf = (name: string): readonly string[] => UPSTREAMS[name]?.chunks ?? []

/** A stream of llama-stack: thirteen events without `event:` lines, and no `output_text.done`. */
export const FAULTY: string = chunksOf('llama-stack').join('')
export const FAULTY_FRAMES: readonly string[] = chunksOf('llama-stack')
export const CHAT: string = chunksOf('deepseek').join('')
export const FOREIGN = 'data: {"jsonrpc":"2.0","id":1,"result":{}}\n\n'

const normalizer = createNormalizer({ path: '/v1/responses' })
export const STRICT: string = [normalizer.push(FAULTY), normalizer.end()]
  .map((bytes) => Buffer.from(bytes).toString())
  .join('')
