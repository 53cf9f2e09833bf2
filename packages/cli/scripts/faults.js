// Writes the table of faults by server into README.md, from recordings of real streams. Of the recordings only counts
// and codes are kept. Run it after a build: pnpm faults [CORPUS]
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkStream } from '@strict-responses/core'

const readme = fileURLToPath(new URL('../README.md', import.meta.url))
const corpus = process.argv[2] ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url))
const index = resolve(corpus, 'INDEX.tsv')
if (!existsSync(index)) {
  console.error(`there are no recordings at ${corpus}: name their folder, pnpm faults CORPUS`)
  process.exit(2)
}

/** Recordings that show what a server sent; of some the framing is ours. */
const FRAMING_IS_THEIRS = { raw: true, served: true, reserialized: false, rebuilt: false }

/** What the published schema asks for and OpenAI itself does not send: nobody's fault is counted for it. */
const openaiToo = ({ code, at }) =>
  code === 'done/missing' ||
  (code === 'fields/missing' &&
    (at.path?.endsWith('.cache_write_tokens') ||
      (at.path === 'name' && at.type === 'response.function_call_arguments.done')))

const [head, ...lines] = readFileSync(index, 'utf8').trim().split('\n')
const columns = head.split('\t')
const rows = lines.map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [columns[at], cell])))

const servers = new Map()
for (const { file, dialect, provider, fidelity } of rows) {
  if (dialect !== 'responses' || !file.endsWith('.sse') || !Object.hasOwn(FRAMING_IS_THEIRS, fidelity)) continue
  const { issues } = checkStream(new Uint8Array(readFileSync(resolve(corpus, file))))
  const theirs = issues.filter(
    (issue) => !openaiToo(issue) && (FRAMING_IS_THEIRS[fidelity] || !issue.code.startsWith('framing/')),
  )
  const server = servers.get(provider) ?? { recordings: 0, clean: 0, codes: new Map() }
  servers.set(provider, server)
  server.recordings++
  if (theirs.length === 0) server.clean++
  for (const code of new Set(theirs.map(({ code }) => code))) server.codes.set(code, (server.codes.get(code) ?? 0) + 1)
}

const table = [
  '| server | recordings | as OpenAI sends | rules broken, and in how many recordings |',
  '|---|---:|---:|---|',
  ...[...servers].sort().map(([name, { recordings, clean, codes }]) => {
    const cells = [...codes].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    return `| ${name} | ${recordings} | ${clean} | ${cells.map(([code, count]) => `\`${code}\` ${count}`).join(', ') || 'none'} |`
  }),
].join('\n')

const text = readFileSync(readme, 'utf8')
const [before, rest = ''] = text.split('<!-- faults -->\n')
const [, after = ''] = rest.split('<!-- /faults -->\n')
writeFileSync(readme, `${before}<!-- faults -->\n${table}\n<!-- /faults -->\n${after}`)
console.log(table)
