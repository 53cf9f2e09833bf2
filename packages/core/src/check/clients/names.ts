/** The clients whose rules are known, and what was run or read. */
export const CLIENTS = {
  openai: 'openai 7, `responses.create({ stream: true })`',
  'openai-stream': 'openai 7, `responses.stream()`',
  'openai-6': 'openai 6, `responses.create({ stream: true })`',
  'openai-6-stream': 'openai 6, `responses.stream()`',
  'openai-agents': '@openai/agents 0.20',
  'ai-sdk': 'ai 7 with @ai-sdk/openai 4',
  'ai-sdk-open-responses': 'ai 7 with @ai-sdk/open-responses 1',
  langchain: '@langchain/openai 1.6 with the Responses API',
  'openai-python': 'openai-python 3, `responses.create(stream=True)`',
  'openai-python-stream': 'openai-python 3, `responses.stream()`',
  codex: 'Codex CLI 0.169',
  rig: 'Rig, by its source',
  'async-openai': 'async-openai 0.41, by its source',
  'openai-go': 'openai-go 3, by its source',
  'openai-java': 'openai-java, by its source',
} as const

/** A client by the name that `check --client` takes. */
export type ClientName = keyof typeof CLIENTS

/** What becomes of a stream at a client that it breaks. */
export type ClientEffect = 'throws' | 'loses output' | 'hides the failure' | 'loses the message'
