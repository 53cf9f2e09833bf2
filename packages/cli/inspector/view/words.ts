/** `1 event`, `2 events`. */
export function count(number: number, word: string): string {
  return `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`
}

/** Types without the prefix that all of them have. */
export function shortType(type: string): string {
  return type.replace(/^response\.(?=.)/, '')
}

/** The names of dialects for people. */
export const DIALECTS: Readonly<Record<string, string>> = {
  responses: 'Responses',
  'chat-completions': 'Chat Completions',
  'anthropic-messages': 'Anthropic Messages',
  text: 'plain text',
}
