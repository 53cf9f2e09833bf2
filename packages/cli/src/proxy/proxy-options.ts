import type { OptionSpecs } from '../options/option-spec.js'
import { HEARTBEAT, REPAIRING, STRICTNESS } from '../options/stream-options.js'

const { dialect: _everyDialect, ...repairing } = REPAIRING
const { 'starting-after': _resumed, ...strictness } = STRICTNESS

/** What the proxy takes; what is left out has the gateway's own default. */
export const PROXY_OPTIONS: OptionSpecs = {
  upstream: { short: 'u', value: 'URL', help: 'base URL of the backend, e.g. http://localhost:8080/v1; required' },
  port: {
    short: 'p',
    value: 'N',
    integer: [0, 65_535],
    help: 'the port (default: PORT, else 4000); 0 is any free one',
  },
  host: { value: 'HOST', help: 'the address to listen on (default 127.0.0.1: this machine only)' },
  dialect: {
    value: 'WORD',
    choices: ['auto', 'responses', 'chat-completions', 'anthropic-messages'],
    help: 'what the backend speaks: auto (default: is there a /responses? else chat), responses, chat-completions, anthropic-messages',
  },
  'api-key-env': { value: 'NAME', help: "the variable with the backend's key (default: the client's own key passes)" },
  header: { short: 'H', value: "'K: V'", multiple: true, help: 'a header for the backend; may be repeated' },
  'forward-header': { value: 'NAME', multiple: true, help: "a header of the client's that passes; may be repeated" },
  'commit-after': { value: 'TIME', help: 'how long the status may wait for the first event (default 2s)' },
  'connect-timeout': { value: 'TIME', help: 'how long reaching the backend may take (default 10s)' },
  'idle-timeout': { value: 'TIME', help: 'how long the backend may be silent (default 5m)' },
  drain: { value: 'TIME', help: 'how long open streams may go on when it stops (default 10s)' },
  retries: {
    value: 'N',
    integer: [0, 10],
    help: 'how often a request that got no byte of a reply is sent again (default 1)',
  },
  'body-limit': { value: 'MIB', integer: [1, 1024], help: 'the largest request (default 32)' },
  'hosted-tools': {
    value: 'WORD',
    choices: ['refuse', 'drop'],
    help: 'web_search, mcp, … where the backend has none: refuse (default), drop',
  },
  'developer-role': {
    value: 'WORD',
    choices: ['system', 'developer'],
    help: 'the role of developer messages at a chat backend: system (default), developer',
  },
  'max-tokens-field': {
    value: 'WORD',
    choices: ['max_completion_tokens', 'max_tokens'],
    help: 'the limit in a chat request: max_completion_tokens (default), max_tokens',
  },
  'replay-reasoning': {
    value: 'WORD',
    choices: ['reasoning_content', 'reasoning', 'off'],
    help: 'the field for reasoning that comes back: reasoning_content (default), reasoning, off',
  },
  'default-max-tokens': {
    value: 'N',
    integer: [1, 1_000_000],
    help: 'max_tokens for Anthropic where the request has no limit (default 4096)',
  },
  'event-log': {
    value: 'WORD',
    choices: ['none', 'memory'],
    help: 'keep responses, for previous_response_id, background and GET /v1/responses/ID: none (default), memory',
  },
  'log-level': {
    value: 'WORD',
    choices: ['info', 'warn', 'error', 'silent'],
    help: 'which log lines leave: info (default), warn, error, silent',
  },
  ...strictness,
  ...repairing,
  ...HEARTBEAT,
}
