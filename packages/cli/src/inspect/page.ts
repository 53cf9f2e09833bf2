import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Handler } from 'express'

/** Where the build puts the page; the same from the sources and from what is compiled. */
export const PAGE: string = fileURLToPath(new URL('../../dist/inspector', import.meta.url))

/** The page's markup; `undefined` where it is not built. */
export function pageMarkup(folder: string = PAGE): string | undefined {
  const index = join(folder, 'index.html')
  return existsSync(index) ? readFileSync(index, 'utf8') : undefined
}

/** The files of the page. */
export function pageFiles(folder: string = PAGE): Handler {
  return express.static(folder)
}
