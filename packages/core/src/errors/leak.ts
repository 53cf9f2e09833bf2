import { head } from './head.js'

/** How stacks, pages and bodies of servers look; a message that holds one is not worth mending. */
export const LEAKS: readonly RegExp[] = [
  // a stack frame on a line of its own
  /(?:^|\\n)[ \t]*at [^\n]{1,300}?(?:[^\d\n](?::\d+){2}|:\d+\)|:line \d+)/m,
  // a Java frame
  /\bat [\w.$<>]{1,300}\([\w$ ]{1,100}(?:\.(?:java|kt|scala|groovy):\d+|Method)\)/,
  // a Node frame
  /\bat [^\n]{0,200}\((?:file:|node:|\/|[A-Za-z]:\\)[^)\n]{1,300}:\d+\)/,
  // a Python traceback
  /Traceback \(most recent call last\)|(?:^|\\n)[ \t]*File "[^"\n]{1,300}", line \d+/m,
  // a Go panic
  /\bgoroutine \d+ \[|^panic: /m,
  // a Rust panic
  /\bthread '[^'\n]{0,100}' (?:\(\d+\) )?panicked at|\bstack backtrace:/,
  // a PHP frame
  /(?:^|\\n)#\d+ \S{1,300}\(\d+\): /m,
  // a Ruby frame
  /\.rb:\d+:in [`']/,
  // a page
  /<!doctype\b|<(?:html|head|body|\?xml)\b|<\?xml/i,
  // an HTTP reply
  /^\s*HTTP\/\d(?:\.\d)? \d{3}\b/,
  // an event stream
  /^data: ?[{[]|^event: ?[\w.]{1,100}\r?\ndata:/m,
  // a serialized body
  /^\s*(?:\{\s*(?:["'}]|\\")|\[\s*(?:\{|["']))/,
  // a body behind some words
  /\{\s*\\?["'](?:error|errors|detail|message|status|statusCode|status_code|code|trace|traceback|stack|request|headers)\\?["']\s*:/,
]

/** Whether the text holds a stack trace, a page or a serialized body. */
export function looksLikeLeak(text: string): boolean {
  const start = head(text)
  return LEAKS.some((pattern) => pattern.test(start))
}
