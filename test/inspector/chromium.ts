import { execFile } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { createApp } from '../../packages/cli/src/demo/app.js'
import { listen } from '../../packages/cli/src/demo/listen.js'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The Chromium of this machine. */
export const executable: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(isExecutable)

export const CHROMIUM_ABSENT = 'there is no Chromium here (Debian: apt-get install chromium): the page is not tested'

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A browser, and the demo with the inspector built from these sources. */
export interface Stage {
  readonly browser: Browser
  readonly origin: string
  readonly folder: string
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'strict-responses-inspector-'))
  const cli = fileURLToPath(new URL('../../packages/cli/', import.meta.url))
  const vite = join(cli, 'node_modules/vite/bin/vite.js')
  const [browser] = await Promise.all([
    chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] }),
    promisify(execFile)(process.execPath, [vite, 'build', 'inspector', '--outDir', folder], { cwd: cli }),
  ])
  const { server, port } = await listen(createApp(folder), 0, 'demo')
  return { browser, origin: `http://127.0.0.1:${port}`, folder, close: () => close(browser, server, folder) }
}

async function close(browser: Browser, server: Server, folder: string): Promise<void> {
  await browser.close()
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
}
