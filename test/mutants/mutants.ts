import { existsSync, readFileSync } from 'node:fs'
import { writeDocument } from '../support/write-document.js'
import { ALL } from './all-mutants.js'
import { judge, type Verdict } from './judge.js'
import { Tree } from './tree.js'

const ROOT = `${process.cwd()}/`
const README = `${ROOT}test/mutants/README.md`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')

/** The rows that are known, by fault and file: of a whole run, or of earlier ones where only some are run again. */
function rowsOf(verdicts: readonly Verdict[]): Map<string, string> {
  const row = ({ mutant, fate, by }: Verdict): [string, string] => {
    const key = `| ${cell(mutant.name)} | \`${mutant.file}\` |`
    return [key, `${key} ${fate === 'caught' ? cell(by) : `**${fate}** ${cell(by)}`} |`]
  }
  // The columns are padded.
  const old = existsSync(README) ? readFileSync(README, 'utf8').replaceAll(/ +/g, ' ').split('\n') : []
  const now = new Map(verdicts.map(row))
  return new Map(
    ALL.flatMap(({ name, file }) => {
      const key = `| ${cell(name)} | \`${file}\` |`
      const known = now.get(key) ?? old.find((line) => line.startsWith(key))
      return known === undefined ? [] : [[key, known] as const]
    }),
  )
}

function table(verdicts: readonly Verdict[]): string {
  const rows = [...rowsOf(verdicts).values()]
  const caught = rows.filter((row) => !row.includes(' | **')).length
  return `# Mutants

Deliberate faults in our own source, and the test that caught each first. Written by \`pnpm mutants\`, which applies each to
a copy of the tree, builds it, runs the tests that are likely to see it and then all\nof the core's, and exits 1 where one survives or no longer applies.

${caught} of ${ALL.length} caught; ${ALL.filter(({ file }) => file.startsWith('check/')).length} are in the checker.

| fault | file | caught by |
|---|---|---|
${rows.join('\n')}
`
}

/** `pnpm mutants [WORD]`: all mutants, or those whose name or file has a word in it; the rows of the others then stay. */
async function main(word: string | undefined): Promise<void> {
  const chosen = ALL.filter(({ name, file }) => word === undefined || name.includes(word) || file.includes(word))
  const tree = new Tree(`${ROOT}.cache/mutants/tree/`, ROOT)
  const verdicts: Verdict[] = []
  for (const mutant of chosen) {
    const verdict = await judge(mutant, tree)
    verdicts.push(verdict)
    console.log(`${verdict.fate}: ${mutant.name} (${mutant.file})\n    ${verdict.by}`)
  }
  writeDocument(README, table(verdicts))
  const lost = verdicts.filter(({ fate }) => fate !== 'caught')
  console.log(`${verdicts.length - lost.length} of ${verdicts.length} mutants caught`)
  process.exitCode = lost.length === 0 && verdicts.length > 0 ? 0 : 1
}

await main(process.argv[2])
