/** Where what is predicted and what was observed differ, and why. */
export interface ClientException {
  readonly stream: RegExp
  readonly clients: RegExp
  readonly reason: string
}

export const CLIENT_EXCEPTIONS: readonly ClientException[] = [
  {
    stream:
      /^(apply_patch_diff_event|openai-pydai-test-openai-native-tool-search|openai-vercel-(apply-patch|local-shell)-tool|openai-vercel-shell-container)/,
    clients: /^openai-agents$/,
    reason: 'the agent of the matrix lacks the tool: a developer’s agent has it',
  },
  {
    stream: /^err_string$/,
    clients: /^openai-python/,
    reason: 'it throws, and its message is not the upstream’s: an error that is a string is not told from others',
  },
  {
    stream: /^err_flat_then_completed$/,
    clients: /^openai-python-stream$/,
    reason: 'ends with completed all the same',
  },
  {
    stream: /^failed_error_(null|no_code)$/,
    clients: /^(async-openai|rig|openai-java|codex)$/,
    reason: 'the checker does not tell which field of the error is missing',
  },
  { stream: /^completed_status_failed$/, clients: /^rig$/, reason: 'the reader of Rig does not look at the status' },
  {
    stream: /^(deepseek|hf-responsesjs|lmstudio|vllm)/,
    clients: /^(ai-sdk|langchain)$/,
    reason: 'the matrix does not compare the reasoning of a recording',
  },
  {
    stream: /^hf-responsesjs/,
    clients: /^(openai-stream|openai-agents|ai-sdk-open-responses)$/,
    reason: 'two items have one index, and which of them a client takes depends on their types',
  },
  {
    stream: /^vllm-ellm-.*-function-stream/,
    clients: /^ai-sdk-open-responses$/,
    reason: 'ids change on reasoning and calls, of which it minds some',
  },
  {
    stream: /^agentgateway-agw-stream-tool-empty-content/,
    clients: /^openai(-6)?$/,
    reason: 'the message that the final output lacks is empty',
  },
  {
    stream: /^openai-oteljs-openai-streaming-responses-does-not-misbehave/,
    clients: /./,
    reason: 'a hand-made stream of three fields, in which nothing is streamed',
  },
  {
    stream: /^openai-vercel-(phase|shell-container)$/,
    clients: /^(openai|openai-stream|openai-6|openai-6-stream|openai-agents|ai-sdk|ai-sdk-open-responses|langchain)$/,
    reason: 'deltas were cut out of the recording: the matrix counts their text as lost',
  },
  {
    stream: /^(openai-openai-dotnet-mcptoolstreaming|xai-vercel-web-search|openai-vercel-mcp-tool-approval)/,
    clients: /^ai-sdk$/,
    reason: 'it is stricter than the published schema on hosted tools',
  },
  {
    stream: /^openai-vercel-parallel-tool-call-wrapper$/,
    clients: /./,
    reason: 'broken in its first lines: every client throws, and of a recording that failed the matrix takes any error',
  },
]
