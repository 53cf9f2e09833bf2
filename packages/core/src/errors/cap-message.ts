/** The most characters of an error message that a client gets. */
export const MESSAGE_LIMIT = 2048

/** Cuts `text` to the message limit, never through a surrogate pair. */
export function capMessage(text: string): string {
  if (text.length <= MESSAGE_LIMIT) return text
  const last = text.charCodeAt(MESSAGE_LIMIT - 1)
  const halved = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, halved ? MESSAGE_LIMIT - 1 : MESSAGE_LIMIT)
}
