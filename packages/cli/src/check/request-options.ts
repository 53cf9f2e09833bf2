import type { OptionSpecs } from '../options/option-spec.js'

/** How a URL is asked for a stream. */
export const REQUEST: OptionSpecs = {
  model: { value: 'NAME', help: 'for a URL: the model to ask' },
  header: { short: 'H', value: "'K: V'", multiple: true, help: 'for a URL: a request header; may be repeated' },
  'key-env': { value: 'NAME', help: 'for a URL: the environment variable that holds the API key' },
  timeout: { value: 'SECONDS', integer: [1, 86_400], help: 'for a URL: how long the stream may take (default 120)' },
}
