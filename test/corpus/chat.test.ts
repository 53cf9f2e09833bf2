import { corpusSuite } from '../support/corpus-suite.js'

corpusSuite({
  dialect: 'chat',
  atLeast: 151,
  blind: {
    'chat/mistral-rig-tool-truncation-matrix-streaming-mistral-small-low-agent.sse': {
      features: ['tool-call', 'finish:length'],
      reason: 'the call was cut before its first argument byte: it never appears',
    },
    'chat/openrouter-req-llm-openai-gpt-5-pro-object-streaming.sse': {
      features: ['finish:length'],
      reason: 'the budget went into encrypted reasoning: nothing readable was sent',
    },
  },
})
