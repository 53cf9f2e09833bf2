import { corpusSuite } from '../support/corpus-suite.js'

corpusSuite({
  dialect: 'responses',
  atLeast: 91,
  blind: {
    'responses/agentgateway-agw-stream-tool-empty-content-completions-responses-streaming.sse': {
      features: ['item:message'],
      reason: 'the message holds empty deltas only',
    },
    'responses/openai-vercel-image-generation-tool.sse': {
      features: ['item:message'],
      reason: 'the message that follows the image is empty',
    },
    'responses/openai-vercel-reasoning-encrypted-content.sse': {
      features: ['item:message'],
      reason: 'four responses in one file: the message is in the last, after the first end',
    },
    'responses/openai-vercel-shell-tool.sse': {
      features: ['item:message'],
      reason: 'two responses in one file: the message is in the second, after the first end',
    },
  },
})
