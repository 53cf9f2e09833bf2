import { PUBLISHED_ABSENT, publishedAvailable } from './published.js'
import { survey } from './survey.js'

const PROFILES = ['openai', 'open-responses'] as const
const COLUMNS = ['streams', 'events', 'excepted', 'unpublished', 'rejected'] as const

/** `pnpm schema`: prints what the published schemas say of everything that leaves; exits 1 where they reject some of it. */
function main(): void {
  if (!publishedAvailable) {
    console.error(PUBLISHED_ABSENT)
    process.exitCode = 2
    return
  }
  for (const profile of PROFILES) {
    const { rows, violations, used, seen, published } = survey(profile)
    console.log(`\n## ${profile}\n\n| input | ${COLUMNS.join(' | ')} |\n|---|${'---|'.repeat(COLUMNS.length)}`)
    for (const [group, row] of rows) console.log(`| ${group} | ${COLUMNS.map((column) => row[column]).join(' | ')} |`)
    console.log(`\n${published.filter((type) => seen.has(type)).length} of ${published.length} published types left`)
    for (const { path, reason } of used) console.log(`excepted: ${path}: ${reason}`)
    for (const violation of violations) console.log(`rejected: ${violation}`)
    if (violations.length > 0) process.exitCode = 1
  }
}

main()
