import { bytesOf } from '../../sse/utf8.js'
import { checkStream } from '../check.js'
import { FramingReader } from '../framing.js'
import type { CheckOptions } from '../options.js'
import { type CheckPlace, Reporter } from '../report.js'
import { RULES, type RuleCode } from '../rules.js'
import { type ClientFact, FACTS } from './facts.js'
import { FactsReader } from './facts-reader.js'
import { FRAMEWORKS } from './frameworks.js'
import { CLIENTS, type ClientEffect, type ClientName } from './names.js'
import { OPENAI } from './openai.js'
import { PYTHON } from './python.js'
import type { ClientRule } from './rule.js'
import { TYPED } from './typed.js'

const ROWS: readonly ClientRule[] = [...OPENAI, ...FRAMEWORKS, ...PYTHON, ...TYPED]

/** One way in which a stream breaks a client. */
export interface ClientIssue {
  readonly client: ClientName
  readonly effect: ClientEffect
  /** What the client says or does. */
  readonly how: string
  /** The rule of `checkStream` that the stream breaks, or a fact about it that is within the rules. */
  readonly because: RuleCode | ClientFact
  /** What that rule demands, or what the fact is. */
  readonly what: string
  readonly at: CheckPlace
}

interface Cause {
  readonly code: string
  readonly text: string
  readonly at: CheckPlace
}

/**
 * Says which clients would break on a stream, and how: the first break of each effect and cause.
 *
 * The rules are what each client was seen to do (openai, agents, AI SDK, LangChain, openai-python, Codex) or does by its
 * source (Rig, async-openai, openai-go, openai-java). A stream that is left open, or a client's own options, are not seen.
 *
 * @param input The whole stream.
 * @param clients Names of `CLIENTS`; all of them by default.
 * @param options As `checkStream` takes them.
 * @example
 * clientIssues('data: {"type":"response.completed"}\n\n', ['codex'])[0]?.effect // 'throws'
 */
export function clientIssues(
  input: string | Uint8Array,
  clients: readonly ClientName[] = Object.keys(CLIENTS) as ClientName[],
  options: CheckOptions = {},
): readonly ClientIssue[] {
  const causes = causesOf(bytesOf(input), options)
  const seen = new Set<string>()
  const wanted = new Set(clients)
  return ROWS.filter(({ client }) => wanted.has(client))
    .flatMap(({ client, because, on, effect, how }) => {
      const cause = causes.find(({ code, text }) => code === because && (on === undefined || on.test(text)))
      const key = `${client} ${because} ${effect}`
      if (!cause || seen.has(key)) return []
      seen.add(key)
      return [{ client, effect, how, because, what: whatOf(because), at: cause.at }]
    })
    .sort((a, b) => clients.indexOf(a.client) - clients.indexOf(b.client) || a.at.line - b.at.line)
}

const whatOf = (because: RuleCode | ClientFact): string =>
  because in FACTS ? FACTS[because as ClientFact] : RULES[because as RuleCode].what

/** Everything that a rule may be about: what the checker finds, and the facts. */
function causesOf(bytes: Uint8Array, options: CheckOptions): readonly Cause[] {
  const facts = new FactsReader()
  const framing = new FramingReader(new Reporter(), (frame) => facts.feed(frame))
  framing.push(bytes)
  framing.end()
  facts.end()
  return [
    ...checkStream(bytes, options).issues.map(({ code, message, at }) => ({
      code,
      text: `${at.type ?? ''} ${at.path ?? ''} ${message}`,
      at,
    })),
    ...[...facts.found].map(([code, { line, type }]) => ({
      code,
      text: '',
      at: { event: 0, line, ...(type !== undefined && { type }) },
    })),
  ]
}
