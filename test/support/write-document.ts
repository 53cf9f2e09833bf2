import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Writes a document that a command makes, formatted as the linter wants it. */
export function writeDocument(path: string, text: string): void {
  writeFileSync(path, text)
  const biome = fileURLToPath(new URL('../../node_modules/.bin/biome', import.meta.url))
  execFileSync(biome, ['format', '--write', path], { stdio: ['ignore', 'ignore', 'inherit'] })
}
