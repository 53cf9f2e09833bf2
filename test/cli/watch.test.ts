import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { main } from '../../packages/cli/src/main.js'
import { until } from '../support/adapters/probe.js'
import { loopTime } from '../support/loop-time.js'
import { Collector, openInput, run } from './run-cli.js'
import { FAULTY, STRICT } from './streams.js'

const folder = mkdtempSync(join(tmpdir(), 'strict-responses-'))
const file = join(folder, 'watched.sse')
afterAll(() => rmSync(folder, { recursive: true }))

describe('check --watch', () => {
  it('checks again whenever the file changes, also when another takes its place', async () => {
    writeFileSync(file, FAULTY)
    const controller = new AbortController()
    const stdout = new Collector()
    const running = run(['check', file, '--watch'], { stdout, signal: controller.signal })
    await stdout.until('not strict: 42 issues')
    writeFileSync(file, STRICT)
    await stdout.until('strict: 1 stream, 14 events')
    writeFileSync(`${file}.new`, STRICT.replace('data: [DONE]\n\n', ''))
    renameSync(`${file}.new`, file)
    await stdout.until('done/missing')
    rmSync(file)
    await stdout.until('1 input could not be checked')
    writeFileSync(file, `${STRICT}data: [DONE]\n\n`)
    await stdout.until('done/duplicate')
    controller.abort()
    const { code, stderr } = await running
    expect(code).toBe(130)
    expect(stderr).toContain(`watching ${file}; Ctrl-C stops`)
    expect(stdout.text).not.toContain('\u001b')
  })

  it('begins each report on an empty screen, on a terminal', async () => {
    writeFileSync(file, STRICT)
    const controller = new AbortController()
    const stdout = Object.assign(new Collector(), { isTTY: true })
    const running = run(['check', '-w', file], { stdout, signal: controller.signal, env: { NO_COLOR: '1' } })
    await stdout.until('14 events')
    controller.abort()
    await running
    expect(stdout.text).toBe('\u001b[2J\u001b[3J\u001b[Hstrict: 1 stream, 14 events\n')
  })

  it.each([[[]], [['-']], [['http://127.0.0.1:9/v1']]])('is for files: not for %j', async (targets) => {
    const { code, stderr } = await run(['check', '--watch', ...targets], { stdin: STRICT })
    expect(code).toBe(2)
    expect(stderr).toContain('--watch needs files\n  Name the files to watch.')
  })
})

describe('the progress of check', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  /** Checks a server that takes its time. */
  async function slowly(isTTY: boolean, ...more: string[]): Promise<{ stdout: string; stderr: string }> {
    const server = createServer(async (_req, res) => {
      res.writeHead(200, { 'content-type': 'text/event-stream' })
      res.write(STRICT.slice(0, 3000))
      const written = loopTime()
      await until(() => loopTime() - written > 700)
      res.end(STRICT.slice(3000))
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const stdout = new Collector()
    const stderr = Object.assign(new Collector(), { isTTY, columns: 60 })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    const { signal } = new AbortController()
    const code = await main(['check', ...more, url], { stdin: openInput(), stdout, stderr, env: {}, signal })
    expect(code).toBe(0)
    return { stdout: stdout.text, stderr: stderr.text }
  }

  it('is one line on a terminal, and gone at the end', async () => {
    const { stdout, stderr } = await slowly(true)
    expect(stdout).toBe('strict: 1 stream, 14 events\n')
    const lines = stderr.split('\r\u001b[K')
    expect(lines.length).toBeGreaterThan(3)
    expect(lines[1]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1 {2}(3 KiB|waiting) {2}\d s$/)
    expect(lines.at(-1)).toBe('')
  })

  it('has a bar where there are several inputs, and fits the terminal', async () => {
    writeFileSync(file, STRICT)
    const { stderr } = await slowly(true, file)
    expect(stderr).toMatch(/█{10}░{10} 1\/2 {2}/)
    for (const line of stderr.split('\r\u001b[K')) expect(line.length).toBeLessThan(60)
  })

  it('is not shown where nobody looks, or where it is quick', async () => {
    expect((await slowly(false)).stderr).toBe('')
    const stderr = Object.assign(new Collector(), { isTTY: true })
    writeFileSync(file, STRICT)
    const { signal } = new AbortController()
    await main(['check', file], { stdin: openInput(), stdout: new Collector(), stderr, env: {}, signal })
    expect(stderr.text).toBe('')
  })
})
