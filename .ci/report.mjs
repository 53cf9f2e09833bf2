// Adds up vitest's JSON reports of a folder; names what failed, and what was skipped, which fails too: CI has Redis,
// Chromium, the recordings and the published schemas.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

const [folder] = process.argv.slice(2)
const names = readdirSync(folder).sort()
const counts = { passed: 0, failed: 0, skipped: 0 }
for (const name of names) {
  const report = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  for (const { name: path, status, message, assertionResults } of report.testResults) {
    const file = relative(process.cwd(), path)
    // A file that cannot be loaded, or whose hooks fail, has no failed test of its own.
    if (status === 'failed' && !assertionResults.some((result) => result.status === 'failed')) {
      counts.failed++
      console.log(`failed in ${name}: ${file}: ${message}`)
    }
    for (const { status, fullName } of assertionResults) {
      const kind = status === 'passed' || status === 'failed' ? status : 'skipped'
      counts[kind]++
      if (kind === 'failed') console.log(`failed in ${name}: ${file}: ${fullName}`)
      if (kind !== 'skipped') continue
      console.log(`skipped in ${name}, which fails CI: ${file}: ${fullName}`)
    }
  }
}
if (names.length === 0 || counts.failed + counts.skipped > 0) process.exitCode = 1
console.log(`Tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
