import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { checkStream } from '@strict-responses/core'
import { afterAll, describe, expect, it } from 'vitest'
import { Collector, openInput, run } from './run-cli.js'
import { CHAT, FAULTY, FAULTY_FRAMES, FOREIGN, STRICT } from './streams.js'

const folder = mkdtempSync(join(tmpdir(), 'strict-responses-'))
const file = join(folder, 'faulty.sse')
writeFileSync(file, FAULTY)
afterAll(() => rmSync(folder, { recursive: true }))

/** Standard output whose reader leaves after some bytes, as `head` does. */
class Leaving extends Writable {
  #left: number

  constructor(after: number) {
    super()
    this.#left = after
  }

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    this.#left -= chunk.length
    done(this.#left < 0 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : undefined)
  }
}

describe('fix', () => {
  it('makes a file strict, and says nothing', async () => {
    const { code, stdout, stderr } = await run(['fix', file])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(checkStream(stdout).issues).toEqual([])
  })

  it('reads standard input where nothing or - is named', async () => {
    for (const argv of [['fix'], ['fix', '-']]) {
      const { code, stdout } = await run(argv, { stdin: FAULTY })
      expect(code).toBe(0)
      expect(checkStream(stdout).ok).toBe(true)
    }
  })

  it('writes before its input ends', async () => {
    const stdin = openInput()
    const stdout = new Collector()
    const running = run(['fix'], { stdin, stdout })
    stdin.write(FAULTY_FRAMES[0])
    await stdout.until('response.created')
    stdin.write(FAULTY_FRAMES.slice(1, 5).join(''))
    await stdout.until('"delta":"The"')
    expect(stdout.text).not.toContain('response.completed')
    stdin.end(FAULTY_FRAMES.slice(5).join(''))
    expect((await running).code).toBe(0)
    expect(checkStream(stdout.text).ok).toBe(true)
  })

  it('leaves a strict stream as it is, comments included', async () => {
    const stream = `: hello\n\n${STRICT}`
    expect((await run(['fix'], { stdin: stream })).stdout).toBe(stream)
  })

  it('does not wait for a server that never closes', async () => {
    const stdin = openInput()
    stdin.write(FAULTY)
    const { code, stdout } = await run(['fix'], { stdin })
    expect(code).toBe(0)
    expect(checkStream(stdout).ok).toBe(true)
    expect(stdin.destroyed).toBe(true)
  })

  it('names each repair with --verbose: number, code, message', async () => {
    const { stderr } = await run(['fix', '--verbose'], { stdin: FAULTY })
    expect(stderr).toMatch(/^ {3}10 {2}lifecycle\/missing-output-text-done {2}\S.*$/m)
    expect(stderr).toMatch(/\ncompleted: 14 events, \d+ repairs, read as responses\n$/)
  })

  it('stops quietly when its reader has gone', async () => {
    const stdin = openInput()
    const running = run(['fix'], { stdin, stdout: new Leaving(10) })
    stdin.write(FAULTY_FRAMES.slice(0, 3).join(''))
    const { code, stderr } = await running
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdin.destroyed).toBe(true)
  })

  it('turns an empty input into a failed response', async () => {
    const { code, stdout, stderr } = await run(['fix'])
    expect(code).toBe(0)
    expect(checkStream(stdout).ok).toBe(true)
    expect(stdout).toContain('event: response.failed')
    expect(stderr).toContain('standard input had no events')
  })

  it('prints nothing of a foreign stream, exit 2', async () => {
    for (const stdin of [FOREIGN, `: comment\n\n${FOREIGN}`, FOREIGN.trimEnd()]) {
      const { code, stdout, stderr } = await run(['fix'], { stdin })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain('standard input is no Responses, Chat Completions or Anthropic Messages stream')
      expect(stderr).toContain('--dialect')
    }
  })

  it('ends a cut stream as failed, exit 0', async () => {
    const { code, stdout } = await run(['fix'], { stdin: FAULTY_FRAMES.slice(0, 6).join('') })
    expect(code).toBe(0)
    expect(checkStream(stdout).ok).toBe(true)
    expect(stdout).toContain('event: response.failed')
  })

  it('ends the stream as failed when it is interrupted, exit 130', async () => {
    const controller = new AbortController()
    const stdin = openInput()
    const stdout = new Collector()
    const running = run(['fix'], { stdin, stdout, signal: controller.signal })
    stdin.write(FAULTY_FRAMES.slice(0, 6).join(''))
    await stdout.until('"delta":"The"')
    controller.abort()
    expect((await running).code).toBe(130)
    expect(checkStream(stdout.text).ok).toBe(true)
    expect(stdout.text).toContain('event: response.failed')
  })

  it('takes the options of the core', async () => {
    const converted = await run(['fix', '--dialect', 'chat-completions', '--reasoning=content'], { stdin: CHAT })
    expect(converted.stdout).toContain('response.reasoning_text.delta')
    const open = await run(['fix', '--profile', 'open-responses', '--no-done'], { stdin: FAULTY })
    expect(checkStream(open.stdout, { profile: 'open-responses', done: false }).issues).toEqual([])
    expect(open.stdout).not.toContain('[DONE]')
  })

  it('says what is wrong with a file that cannot be read, and what to do', async () => {
    const missing = await run(['fix', join(folder, 'none.sse')])
    expect(missing).toMatchObject({ code: 2, stdout: '' })
    expect(missing.stderr).toMatch(/none\.sse: no such file\n {2}Check the path/)
    const directory = await run(['fix', folder])
    expect(directory).toMatchObject({ code: 2, stdout: '' })
    expect(directory.stderr).toMatch(/: is a directory\n {2}Name the files in it/)
  })
})
