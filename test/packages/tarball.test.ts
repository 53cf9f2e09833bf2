import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { contentsSuite } from './contents-suite.js'
import { lintSuite } from './lint-suite.js'
import { packAll } from './pack.js'
import { layOut } from './project.js'
import { projectSuite } from './project-suite.js'
import { sizeSuite } from './size-suite.js'

// Outside of the workspace, so that nothing of it is found by chance.
const tarballs = mkdtempSync(join(realpathSync(tmpdir()), 'strict-responses-'))
const project = join(tarballs, 'project')

describe('what is published', () => {
  beforeAll(() => packAll(tarballs), 300_000)
  afterAll(() => rmSync(tarballs, { recursive: true }), 60_000)

  contentsSuite(tarballs)
  sizeSuite(tarballs)
  lintSuite(tarballs)

  describe('installed', () => {
    beforeAll(() => layOut(project, tarballs), 240_000)
    projectSuite(project)
  })
})
