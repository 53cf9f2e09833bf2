import { head } from './head.js'

/** How stacks, pages and bodies of servers look; a message that holds one is not worth mending. */
export const LEAKS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  {
    name: 'a stack frame on a line of its own',
    pattern: /(?:^|\\n)[ \t]*at [^\n]{1,300}?(?:[^\d\n](?::\d+){2}|:\d+\)|:line \d+)/m,
  },
  { name: 'a Java frame', pattern: /\bat [\w.$<>]{1,300}\([\w$ ]{1,100}(?:\.(?:java|kt|scala|groovy):\d+|Method)\)/ },
  { name: 'a Node frame', pattern: /\bat [^\n]{0,200}\((?:file:|node:|\/|[A-Za-z]:\\)[^)\n]{1,300}:\d+\)/ },
  {
    name: 'a Python traceback',
    pattern: /Traceback \(most recent call last\)|(?:^|\\n)[ \t]*File "[^"\n]{1,300}", line \d+/m,
  },
  { name: 'a Go panic', pattern: /\bgoroutine \d+ \[|^panic: /m },
  { name: 'a Rust panic', pattern: /\bthread '[^'\n]{0,100}' (?:\(\d+\) )?panicked at|\bstack backtrace:/ },
  { name: 'a PHP frame', pattern: /(?:^|\\n)#\d+ \S{1,300}\(\d+\): /m },
  { name: 'a Ruby frame', pattern: /\.rb:\d+:in [`']/ },
  { name: 'a page', pattern: /<!doctype\b|<(?:html|head|body|\?xml)\b|<\?xml/i },
  { name: 'an HTTP reply', pattern: /^\s*HTTP\/\d(?:\.\d)? \d{3}\b/ },
  { name: 'an event stream', pattern: /^data: ?[{[]|^event: ?[\w.]{1,100}\r?\ndata:/m },
  { name: 'a serialized body', pattern: /^\s*(?:\{\s*(?:["'}]|\\")|\[\s*(?:\{|["']))/ },
  {
    name: 'a body behind some words',
    pattern:
      /\{\s*\\?["'](?:error|errors|detail|message|status|statusCode|status_code|code|trace|traceback|stack|request|headers)\\?["']\s*:/,
  },
]

/** Whether the text holds a stack trace, a page or a serialized body. */
export function looksLikeLeak(text: string): boolean {
  const start = head(text)
  return LEAKS.some((row) => row.pattern.test(start))
}
