import { writeFileSync } from 'node:fs'
import { ALL } from './all-mutants.js'
import { judge, type Verdict } from './judge.js'
import { Tree } from './tree.js'

const ROOT = `${process.cwd()}/`
const README = 'test/mutants/README.md'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')

function table(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(
    ({ mutant, fate, by }) =>
      `| ${cell(mutant.name)} | \`${mutant.file}\` | ${fate === 'caught' ? cell(by) : `**${fate}** ${cell(by)}`} |`,
  )
  const caught = verdicts.filter(({ fate }) => fate === 'caught').length
  return `# Mutants

Deliberate faults in our own source, and the test that caught each first. Written by \`pnpm mutants\`, which applies each to
a copy of the tree, builds it, runs the tests that are likely to see it and then all\nof the core's, and exits 1 where one survives or no longer applies.

${caught} of ${verdicts.length} caught; ${verdicts.filter(({ mutant }) => mutant.file.startsWith('check/')).length} are in the checker.

| fault | file | caught by |
|---|---|---|
${rows.join('\n')}
`
}

/** `pnpm mutants [WORD]`: all mutants, or those whose name or file has a word in it; then the table stays as it is. */
async function main(word: string | undefined): Promise<void> {
  const chosen = ALL.filter(({ name, file }) => word === undefined || name.includes(word) || file.includes(word))
  const tree = new Tree(`${ROOT}.cache/mutants/tree/`, ROOT)
  const verdicts: Verdict[] = []
  for (const mutant of chosen) {
    const verdict = await judge(mutant, tree)
    verdicts.push(verdict)
    console.log(`${verdict.fate}: ${mutant.name} (${mutant.file})\n    ${verdict.by}`)
  }
  if (word === undefined) writeFileSync(`${ROOT}${README}`, table(verdicts))
  const lost = verdicts.filter(({ fate }) => fate !== 'caught')
  console.log(`${verdicts.length - lost.length} of ${verdicts.length} mutants caught`)
  process.exitCode = lost.length === 0 && verdicts.length > 0 ? 0 : 1
}

await main(process.argv[2])
