#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) await import(main.href)
else {
  console.error('strict-responses is not built yet: run `npx -y pnpm@12 run build` first.')
  process.exitCode = 2
}
