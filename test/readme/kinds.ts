import { RULES } from '@strict-responses/core'
import { expect } from 'vitest'
import { OTHER_REPAIRS } from '../../packages/cli/inspector/trace/repair-rules.js'
import type { Snippet } from './markdown.js'
import { type Backends, fetchesStrictly, servesStrictly } from './serve-snippet.js'
import { shellProblems } from './shell.js'
import { moduleOf, runTest, runToEnd } from './workbench.js'

/** One kind of snippet. */
export interface Kind {
  readonly name: string
  readonly languages: readonly string[]
  readonly is: (code: string) => boolean
  readonly holds: (snippet: Snippet, backends: Backends) => Promise<void> | void
}

const JAVASCRIPT = ['js', 'ts']
const always = (): boolean => true
const isQuoted = (code: string): boolean => / from '\.\.?\//.test(code)
const isModule = (code: string): boolean => /^import /m.test(code)

/** Every kind of snippet; the first that fits counts, and one that none fits fails the test. All of `js` and `ts` is compiled, too. */
export const KINDS: readonly Kind[] = [
  {
    name: 'a test that passes',
    languages: JAVASCRIPT,
    is: (code) => code.includes("from 'vitest'"),
    holds: runTest,
  },
  {
    name: 'a server whose stream is strict',
    languages: JAVASCRIPT,
    is: (code) => isModule(code) && code.includes('.listen('),
    holds: servesStrictly,
  },
  {
    name: 'a fetch handler whose stream is strict',
    languages: JAVASCRIPT,
    is: (code) => isModule(code) && code.includes('export default app'),
    holds: fetchesStrictly,
  },
  // test/core/contributing.test.ts compares it with the file, which the compiler reads as part of the project.
  { name: 'a file of the project, quoted', languages: JAVASCRIPT, is: isQuoted, holds: () => {} },
  {
    name: 'a program that prints what its comments say',
    languages: JAVASCRIPT,
    is: isModule,
    holds: async (snippet) => {
      const said = [...snippet.code.matchAll(/^console\.log\(.*\) \/\/ ([^:\n]*)/gm)].map(([, text = '']) =>
        text.replaceAll("'", ''),
      )
      const printed = await runToEnd(await moduleOf(snippet, snippet.code))
      expect(printed.trimEnd().split('\n').filter(Boolean)).toEqual(said)
    },
  },
  { name: 'a fragment that compiles', languages: JAVASCRIPT, is: always, holds: () => {} },
  {
    name: 'commands that exist',
    languages: ['sh'],
    is: always,
    holds: ({ code }) => expect(shellProblems(code)).toEqual([]),
  },
  { name: 'JSON', languages: ['json'], is: always, holds: ({ code }) => expect(JSON.parse(code)).toBeTypeOf('object') },
  {
    name: 'output whose codes exist',
    languages: ['text'],
    is: always,
    holds: ({ code }) => {
      const codes = [...code.matchAll(/(?<![\w/.-])[a-z]+\/[a-z-]+(?![\w/.])/g)].map(([found]) => found)
      expect(codes.filter((one) => !(one in RULES) && !OTHER_REPAIRS.some(([other]) => other === one))).toEqual([])
    },
  },
  {
    name: 'a block of nginx in which every directive is closed',
    languages: ['nginx'],
    is: always,
    holds: ({ code }) => {
      for (const line of code.trimEnd().split('\n')) expect(line).toMatch(/^\s*(#.*|[a-z_]+ [^;{}]+[;{]|\})$/)
      expect(code.split('{').length).toBe(code.split('}').length)
    },
  },
  {
    name: 'TOML, line by line',
    languages: ['toml'],
    is: always,
    holds: ({ code }) => {
      for (const line of code.trimEnd().split('\n'))
        expect(line).toMatch(/^(#.*|\[[\w.]+\]|\w+ = ("[^"]*"|\d+|true|false)|)$/)
    },
  },
]

/** The kind of a snippet; `undefined` where nobody thought of it. */
export const kindOf = ({ language, code }: Snippet): Kind | undefined =>
  KINDS.find(({ languages, is }) => languages.includes(language) && is(code))
