import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { run } from './run-cli.js'
import { CHAT, FAULTY, STRICT } from './streams.js'

const folder = mkdtempSync(join(tmpdir(), 'strict-responses-'))
const [strict, faulty] = [join(folder, 'strict.sse'), join(folder, 'faulty.sse')]
writeFileSync(strict, STRICT)
writeFileSync(faulty, FAULTY)
afterAll(() => rmSync(folder, { recursive: true }))

describe('check', () => {
  it('exits 0 for a strict stream, with a summary', async () => {
    expect(await run(['check', strict])).toEqual({ code: 0, stdout: 'strict: 1 stream, 14 events\n', stderr: '' })
  })

  it('exits 1 for another, with a line for each issue: file:line, code, message', async () => {
    const { code, stdout, stderr } = await run(['check', faulty])
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    expect(lines[0]).toBe(
      `${faulty}:1  framing/missing-event  expected \`event: response.created\`, found no such line  (response.created)`,
    )
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^\S+faulty\.sse:\d+ {2}[a-z-]+\/[a-z-]+ {2}\S/)
    expect(stdout).toContain('lifecycle/missing-output-text-done')
    expect(lines.at(-1)).toBe(`not strict: ${lines.length - 1} issues in 1 of 1 stream, 13 events`)
  })

  it('says that an empty input is empty, exit 1', async () => {
    const { code, stdout } = await run(['check'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^standard input:1 {2}stream\/empty {2}/)
  })

  it('says that another dialect is no Responses stream, exit 1', async () => {
    const { code, stdout } = await run(['check', '-'], { stdin: CHAT })
    expect(code).toBe(1)
    expect(stdout).toContain('stream/not-responses')
  })

  it('takes several files, and goes on after one that is not there, exit 2', async () => {
    const both = await run(['check', strict, faulty])
    expect(both.code).toBe(1)
    expect(both.stdout).toMatch(/not strict: \d+ issues in 1 of 2 streams, 27 events\n$/)
    const three = await run(['check', join(folder, 'none'), folder, strict])
    expect(three.code).toBe(2)
    expect(three.stdout).toBe('strict: 1 stream, 14 events; 2 inputs could not be checked\n')
    expect(three.stderr).toMatch(/none: no such file\n {2}Check[\s\S]*is a directory\n {2}Name/)
  })

  it('prints one JSON document with --json', async () => {
    const { code, stdout, stderr } = await run(['check', '--json', strict, faulty, join(folder, 'none')])
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    const document: unknown = JSON.parse(stdout)
    expect(document).toMatchObject({
      ok: false,
      streams: [
        { source: strict, ok: true, events: 14, issues: [] },
        { source: faulty, ok: false, events: 13 },
        { source: join(folder, 'none'), ok: false, issues: [], error: expect.stringContaining('no such file') },
      ],
    })
    expect(JSON.stringify(document)).toContain(
      '{"code":"framing/missing-event","message":"expected `event: response.created`, found no such line","at":{"event":0,"line":1',
    )
  })

  it('takes the options of the checker', async () => {
    const bare = STRICT.replace('data: [DONE]\n\n', '')
    expect((await run(['check'], { stdin: bare })).code).toBe(1)
    expect((await run(['check', '--no-done'], { stdin: bare })).code).toBe(0)
    const fixed = await run(['fix', '--profile', 'open-responses'], { stdin: FAULTY })
    expect((await run(['check', '--profile', 'open-responses'], { stdin: fixed.stdout })).code).toBe(0)
    const rest = STRICT.slice(STRICT.indexOf('event: response.output_text.delta'))
    expect((await run(['check', '--starting-after', '3'], { stdin: rest })).stdout).toBe(
      'strict: 1 stream, 10 events\n',
    )
  })

  it('lets nothing of a stream steer the terminal', async () => {
    const evil = STRICT.replaceAll('response.output_text.delta', 'response.\\u001b[31mred')
    const { code, stdout } = await run(['check'], { stdin: evil })
    expect(code).toBe(1)
    expect(stdout).not.toContain('\u001b')
  })
})
