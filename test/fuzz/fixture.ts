import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { Conditions } from './case.js'
import { type Found, signature } from './shrink.js'

/** A failure as it is kept: once mended, it is a regression test. */
export interface FoundFixture {
  readonly guarantee: string
  readonly detail: string
  readonly conditions: Conditions
  /** The input; in base64 where it is no UTF-8. */
  readonly stream?: string
  readonly base64?: string
}

export function writeFixture(folder: string, found: Found): string {
  const { guarantee, detail, conditions, bytes } = found
  const text = new TextDecoder().decode(bytes)
  const whole = new TextEncoder().encode(text).length === bytes.length
  const input = whole ? { stream: text } : { base64: Buffer.from(bytes).toString('base64') }
  const fixture: FoundFixture = { guarantee, detail, conditions, ...input }
  const name = signature(found).replaceAll('/', '-')
  const path = `${folder}${name}.json`
  writeFileSync(path, `${JSON.stringify(fixture, null, 2)}\n`)
  return path
}

export function readFixtures(folder: string): [name: string, fixture: FoundFixture][] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as FoundFixture])
}

export const inputOf = ({ stream, base64 }: FoundFixture): Uint8Array =>
  base64 === undefined ? new TextEncoder().encode(stream) : new Uint8Array(Buffer.from(base64, 'base64'))
