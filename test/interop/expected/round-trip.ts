/** Recordings that `chat.completions` of the official client cannot read, and what it says of each. */
export const UNREADABLE: Readonly<Record<string, string>> = {
  'cloudflare-chatlas-test-cloudflare-simple-request': 'missing role for choice 0',
  'gemini-magentic-test-openai-chat-model-gemini-acomplete-return-1-2-3-4-5-output-types2-list':
    'Chat completion stream contains an invalid tool call index: undefined',
  'gemini-magentic-test-openai-chat-model-gemini-complete-return-1-2-3-4-5-output-types2-list':
    'Chat completion stream contains an invalid tool call index: undefined',
  'gemini-magentic-test-openai-chat-model-gemini-complete-return-a-list-of-fruit-output-types3-list':
    'Chat completion stream contains an invalid tool call index: undefined',
  'gpustack-ruby-llm-with-extended-thinking-gpustack-qwen3-streams-thinking-content-when-available':
    'missing finish_reason for choice 0',
  'litellm-proxy-dd-trace-py-completion-stream-multiple-choices-proxy': 'missing finish_reason for choice 1',
  'mistral-dd-trace-py-mistral-v1-chat-completions-post-ccfa08da': '[object Object]',
  'mistral-magentic-test-mistral-chat-model-complete-parallel-function-call':
    'Chat completion stream contains an invalid tool call index: undefined',
  'mistral-openinf-test-synchronous-streaming-chat-completions-with-tool-call-response-emits-expected-s':
    'Chat completion stream contains an invalid tool call index: undefined',
  'mistral-vercel-reasoning': '[object Object]',
  'nim-dynamo-valid': 'Error reading response: malformed server-sent event JSON.',
  'nim-dynamo-valid-multi-line-data': 'missing finish_reason for choice 0',
  'ollama-magentic-test-openai-chat-model-acomplete-ollama-return-true-output-types1-bool':
    'Chat completion stream contains an invalid tool call index: undefined',
  'openai-llm-test-tools-streaming-variant-a': 'missing finish_reason for choice 0',
  'openai-openai-dotnet-chatwithaudioasync': 'chunk.choices is not iterable',
  'openai-openai-dotnet-chatwithbasicaudiooutput': 'chunk.choices is not iterable',
  'openai-sk-completion-invalid-streaming-test-response': 'Error reading response: malformed server-sent event JSON.',
  'snowflake-pydai-test-snowflake-thinking-streaming': 'missing finish_reason for choice 0',
  'tgi-lls-a98eecad': 'missing finish_reason for choice 0',
  'tgi-tgi-test-flash-llama-grammar-tools-openai': 'missing finish_reason for choice 0',
  'writer-openllmetry-test-writer-async-streaming-chat-multiple-choices-legacy':
    'Chat completion stream contains an unsafe snapshot tool-call collection',
  'writer-openllmetry-test-writer-async-streaming-chat-tool-calls-legacy':
    'Chat completion stream contains an unsafe snapshot tool-call collection',
}

/** Where the converted stream rightly says something else than the original did. */
export const DIFFERS: Readonly<Record<string, { readonly field: 'calls' | 'usage'; readonly reason: string }>> = {
  'groq-lmnr-python-test-chat-streaming-legacy': {
    field: 'usage',
    reason: 'the usage is in x_groq, where only Groq looks',
  },
  'mistral-rig-tool-truncation-matrix-streaming-mistral-small-low-agent': {
    field: 'calls',
    reason: 'a call that was cut before its first argument byte never appears: some clients run whatever closes',
  },
}
