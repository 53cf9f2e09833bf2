import type { Redaction } from './redactions.js'

const PATH = '[path]'

/** Routes of an API and pointers into a request, which errors name and which say nothing of the server. */
const ROUTE =
  /^\/(?:v\d{1,3}(?:(?:alpha|beta)\d*)?|chat|responses|completions|embeddings|input|messages|tools|text|properties|output|definitions|\$defs)(?:\/[\w${}-]*)*$/
const ROOT =
  /^\/(?:app|bin|boot|data|dev|etc|home|lib\d*|media|mnt|opt|private|proc|root|run|sbin|srv|sys|tmp|Users|usr|var|workspaces?)\/?$/
const FILE = /\/[^/]{1,80}\.[A-Za-z][A-Za-z0-9]{0,9}$/

/** A path of a file rather than a route, a closing tag or "and/or". */
function isFilePath(path: string): boolean {
  if (!path.startsWith('/') || path.includes('..')) return true
  if (ROUTE.test(path)) return false
  return ROOT.test(path) || FILE.test(path) || path.split('/').filter(Boolean).length > 1
}

export const PATH_RULES: readonly Redaction[] = [
  // stack frame
  [/^[ \t]*at [^\n]{1,400}(?:[^\d\n](?::\d{1,7}){2}\)?|:\d{1,7}\))[ \t]*\n?$/gm, () => ''],
  // python frame
  [/^[ \t]*File "[^"\n]{1,400}", line \d+[^\n]*\n?/gm, () => ''],
  // quoted path
  [
    /(["'`])((?:~?\/|[A-Za-z]:[\\/]|\\\\)[^"'`\n]{1,500})\1/g,
    (match, quote, path) => (isFilePath(path) ? quote + PATH + quote : match),
  ],
  // source file
  [
    /(?<![\w@./\\-])(?:[\w@.-]{1,80}[\\/]){0,20}[\w@.-]{1,80}\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cc?|cpp|h|rb|php|cs|swift|exs?)(?![\w-])(?:(?::\d+){1,2}|, line \d+|\(\d+\))?/g,
    (match) => (/[\\/]|:\d|, line |\(/.test(match) ? PATH : match),
  ],
  // windows path
  [
    /(?<![A-Za-z0-9])[A-Za-z]:[\\/](?:[^\\/\s"'`<>|:*?]{0,80}(?: [^\\/\s"'`<>|:*?]{1,80}){0,3}[\\/])*[^\\/\s"'`<>|*?,;)]*/g,
    () => PATH,
  ],
  // unc path
  [/\\{2,4}[\w.$-]{1,80}\\{1,2}[^\s"'`<>|,;)]*/g, () => PATH],
  // posix path
  [
    /(?<![\w/<.~])(?<!\w:(?=\/\/))(?:~|\.{1,2})?(?:\/+(?:[^\s/"'`<>|;,:()[\]{}]+(?: [A-Z][^\s/"'`<>|;,:()[\]{}]{0,80}(?=\/))?))+\/?(?::\d+){0,2}/g,
    (match) => {
      const [, path = '', rest = ''] = /^(.*?)([.!?…]*)$/s.exec(match) ?? []
      return isFilePath(path) ? PATH + rest : match
    },
  ],
]
