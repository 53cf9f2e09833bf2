import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { Collector, run } from './run-cli.js'
import { FAULTY } from './streams.js'

const inCli = (path: string): string => fileURLToPath(new URL(`../../packages/cli/${path}`, import.meta.url))

describe('the command line', () => {
  it.each([['--help'], ['-h'], ['help']])('explains itself: %s', async (...argv) => {
    const { code, stdout, stderr } = await run(argv)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of ['fix', 'check', 'proxy', 'demo', 'Usage', 'Examples']) expect(stdout).toContain(word)
  })

  it.each(['fix', 'check', 'proxy', 'demo'])('explains %s, with examples and exit codes', async (name) => {
    const { code, stdout } = await run(['help', name])
    expect(code).toBe(0)
    expect(stdout).toContain('Exit codes: 0 ')
    expect(stdout).toMatch(new RegExp(`Examples\\n {2}.*strict-responses ${name}`))
    expect(await run([name, '--help'])).toEqual({ code: 0, stdout, stderr: '' })
  })

  it('prints its version', async () => {
    const { version }: { version: string } = JSON.parse(readFileSync(inCli('package.json'), 'utf8'))
    for (const argv of [['--version'], ['-V']]) expect((await run(argv)).stdout).toBe(`${version}\n`)
  })

  it('explains itself on standard error where no command is named, exit 2', async () => {
    const { code, stdout, stderr } = await run([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('Usage')
  })

  it.each([
    [['chek'], "unknown command 'chek'", 'Did you mean check?'],
    [['zzzzzz'], "unknown command 'zzzzzz'", 'Run strict-responses --help'],
    [['--verison'], "unknown option '--verison'", 'Did you mean --version?'],
    [['constructor'], "unknown command 'constructor'", 'Run strict-responses --help'],
    [['help', 'fx'], "unknown command 'fx'", 'Did you mean fix?'],
    [['fix', '--profil', 'x'], "unknown option '--profil'", 'Did you mean --profile?'],
    [['check', '--jsn'], "unknown option '--jsn'", 'Did you mean --json?'],
    [['fix', '-x'], "unknown option '-x'", 'Run strict-responses help fix'],
    [['fix', '--profile', 'opnai'], "--profile is 'opnai'", 'It may be openai, open-responses.'],
    [['fix', '--profile'], '--profile needs a value', 'Write --profile openai|open-responses.'],
    [['fix', '--profile', '--verbose'], '--profile needs a value', ''],
    [['fix', '--no-done=yes'], '--no-done takes no value', ''],
    [['check', '--starting-after', 'x'], "--starting-after is 'x'", 'It must be an integer'],
    [['fix', 'a', 'b'], 'one argument too many: b', 'Run strict-responses help fix'],
    [['check', '--profile', 'open-responses', 'http://'], 'http:// is no URL', 'Write it as'],
  ])('%j: says what is wrong and what to do, exit 2', async (argv, message, hint) => {
    const { code, stdout, stderr } = await run(argv, { stdin: FAULTY })
    expect(code).toBe(2)
    expect(stdout).not.toContain('event:')
    expect(stderr).toContain(message)
    expect(stderr).toContain(hint)
  })

  it('does not wait for a person to type a stream', async () => {
    const terminal = Object.assign(Readable.from([]), { isTTY: true })
    const { code, stderr } = await run(['fix'], { stdin: terminal })
    expect(code).toBe(2)
    expect(stderr).toContain('Name a file, pipe a stream in')
  })

  it('uses colours on a terminal only, and not with NO_COLOR', async () => {
    const colours = async (isTTY: boolean, env: Record<string, string>): Promise<boolean> => {
      const stdout = Object.assign(new Collector(), { isTTY })
      await run(['check'], { stdin: FAULTY, stdout, env })
      return stdout.text.includes('\u001b[')
    }
    expect(await colours(true, {})).toBe(true)
    expect(await colours(false, {})).toBe(false)
    expect(await colours(true, { NO_COLOR: '1' })).toBe(false)
    expect(await colours(true, { TERM: 'dumb' })).toBe(false)
    expect(await colours(false, { FORCE_COLOR: '1' })).toBe(true)
  })
})

describe.skipIf(!existsSync(inCli('dist/main.js')))('the built bin', () => {
  const bin = (args: string, input: string) =>
    spawnSync('sh', ['-c', `"$NODE" "$BIN" ${args}`], {
      input,
      encoding: 'utf8',
      env: { ...process.env, NODE: process.execPath, BIN: inCli('bin/strict-responses.js') },
    })

  it('fixes what check then finds strict', () => {
    const { status, stdout, stderr } = bin('fix | "$NODE" "$BIN" check', FAULTY)
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'strict: 1 stream, 14 events\n', stderr: '' })
    expect(bin('check', FAULTY).status).toBe(1)
  })

  it('is quiet when head has seen enough', () => {
    const { stderr, stdout } = bin('fix | head -n 1', FAULTY)
    expect({ stdout, stderr }).toEqual({ stdout: 'event: response.created\n', stderr: '' })
  })
})
