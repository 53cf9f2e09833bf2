import { clientIssues } from '@strict-responses/core'
import type { ClientQuestion, ClientVerdict } from './clients.js'

addEventListener('message', ({ data }: MessageEvent<ClientQuestion>) => {
  const { input, output, options } = data
  const answer: ClientVerdict = {
    input: input === undefined ? [] : clientIssues(input, undefined, options),
    output: clientIssues(output, undefined, options),
  }
  postMessage(answer)
})
