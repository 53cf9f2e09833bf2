import { CLIENTS, type ClientIssue, clientIssues } from '@strict-responses/core'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { UPSTREAMS } from '../../packages/cli/src/demo/upstreams/upstreams.js'
import { FAULTY, STRICT } from '../cli/streams.js'
import { canonical, REFUSAL } from '../conformance/fixtures/canonical.js'
import { CHROMIUM_ABSENT, executable, openStage, type Stage } from './chromium.js'
import { faintTexts } from './contrast.js'
import { longStream } from './long-stream.js'

if (!executable) console.warn(CHROMIUM_ABSENT)

describe('Chromium', () => {
  it.runIf(process.env['CI'])('is there where nobody would notice that it is not', () => {
    expect(executable, CHROMIUM_ABSENT).toBeDefined()
  })
})

describe.skipIf(!executable)('the inspector', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  }, 120_000)
  afterAll(() => stage.close())

  const pages: Page[] = []
  const errors: string[] = []
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close()
    expect(errors.splice(0)).toEqual([])
  })

  async function open(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
    const context = await stage.browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
    const page = await context.newPage()
    pages.push(page)
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => {
      // A stream that is not there is also told by the browser itself.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        errors.push(message.text())
    })
    await page.goto(stage.origin + path)
    return page
  }

  // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not to be found
  const seen = (locator: Locator): Promise<string> => locator.innerText()
  const judged = (page: Page): Promise<void> => page.locator('#summary .verdict').last().waitFor()
  const figures = async (page: Page): Promise<string> => {
    await judged(page)
    return (await seen(page.locator('.figures'))).replace(/\s+/g, ' ')
  }
  const moment = (page: Page): Promise<string> => seen(page.locator('#moment'))
  const paste = (page: Page, text: string): Promise<void> =>
    page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, text)

  it('shows a faulty stream, what goes out, and both verdicts', async () => {
    const page = await open()
    expect(await figures(page)).toMatch(/13 frames.*\d+ issues.*\d+ repairs.*14 events.*strict/)
    const step = page.locator('#step-10')
    expect(await seen(step.locator('.row.in'))).toContain('content_part.done')
    expect(await step.locator('.row.out').allInnerTexts()).toEqual([
      expect.stringMatching(/output_text\.done[\s\S]*added/),
      expect.stringMatching(/content_part\.done[\s\S]*mended/),
    ])
    expect(await seen(step.locator('.row.repair').first())).toContain('lifecycle/missing-output-text-done')
    expect(await step.locator('svg path').count()).toBe(2)
    expect(await seen(page.locator('#response'))).toContain('The capital of France is Paris.')
  })

  it('makes every built-in stream strict in the browser, too', async () => {
    const page = await open('/?example=vllm')
    expect(await figures(page)).toMatch(/events completed strict$/)
    expect(await page.locator('#examples').inputValue()).toBe('vllm')
    for (const [name, { title }] of Object.entries(UPSTREAMS)) {
      await page.locator('#examples').selectOption(name)
      await page.locator('#summary h2', { hasText: title }).waitFor()
      expect(await figures(page)).toMatch(/events (completed|failed) strict$/)
      expect(page.url()).toContain(`?example=${name}`)
    }
  })

  it('explains a repair where it happened, with a link to its rule', async () => {
    const page = await open()
    await judged(page)
    await page.locator('#step-10').click()
    const event = page.locator('#event')
    expect(await seen(event)).toContain('Came in')
    const link = event.getByRole('link', { name: 'lifecycle/missing-output-text-done' }).first()
    expect(await seen(event.locator('.repairs').first())).toContain('output_text.done closes the text')
    expect(await seen(event.locator('.line.changed').first())).toMatch(/^\+ +"logprobs": \[\]/)
    await page.goto(new URL((await link.getAttribute('href')) ?? '', `${stage.origin}/`).href)
    const rule = page.locator('tr.target')
    expect(await seen(rule)).toContain('lifecycle/missing-output-text-done')
    expect(await rule.isVisible()).toBe(true)
  })

  it('links every rule that it names to a row that there is', async () => {
    const page = await open('/rules.html')
    const ids = new Set(await page.locator('tr[id]').evaluateAll((rows) => rows.map(({ id }) => id)))
    for (const name of Object.keys(UPSTREAMS)) {
      await page.goto(`${stage.origin}/?example=${name}`)
      await page.locator('#checker .left').waitFor()
      const links = page.locator('#checker a.code')
      for (const href of await links.evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? '')))
        expect(ids).toContain(href.split('#')[1])
    }
  })

  it('says which clients it would break and how, and that what goes out breaks none', async () => {
    const page = await open('/?example=copilot')
    await page.locator('#checker .left').waitFor()
    const input = (UPSTREAMS['copilot']?.chunks ?? []).join('')
    const breaks = clientIssues(input)
    const broken = new Set(breaks.map(({ client }) => client))
    const clients = page.locator('#checker .clients')
    expect(await seen(clients.locator('h3'))).toMatch(`${broken.size} of ${Object.keys(CLIENTS).length}`)
    expect(await clients.locator('li').count()).toBe(broken.size)
    expect(await clients.locator('.head').count()).toBe(breaks.length)
    expect(await seen(clients.locator('li', { hasText: 'openai 7, responses.stream()' }))).toMatch(
      /throws: expected another item_id — ids\/item-id-changed/,
    )
    expect(await seen(page.locator('#checker .left'))).toBe('It breaks none of the 15 clients.')
    await clients.getByRole('button', { name: 'show' }).first().press('Enter')
    const { at } = breaks[0] as ClientIssue
    const step = input.split('\n', at.line).filter((line) => line === '').length + 1
    await expect.poll(() => moment(page)).toMatch(new RegExp(`^${step} `))
  })

  it.each([
    ['that none breaks on', STRICT, /0 of 15\s+Not broken: openai,[\s\S]*openai-java\.[\s\S]*breaks none of the 15/],
    [
      'that some do not take',
      canonical(REFUSAL),
      /3 of 15\s+@openai\/agents[\s\S]*the model refuses\s+show[\s\S]*Not broken[\s\S]*breaks 3 of the 15 clients:\s+@openai\/agents[\s\S]*the model refuses/,
    ],
  ])('says the same of both sides of a strict stream %s', async (_name, stream, says) => {
    const page = await open()
    await judged(page)
    await paste(page, stream)
    await page.locator('#summary', { hasText: 'Pasted stream' }).waitFor()
    await expect.poll(() => seen(page.locator('#checker'))).toMatch(says)
  })

  it('asks clients about another dialect only as it goes out', async () => {
    const page = await open('/?example=deepseek')
    await page.locator('#checker .left').waitFor()
    expect(await page.locator('#checker .clients').count()).toBe(0)
    expect(await seen(page.locator('#checker'))).toMatch(/no Responses client reads it[\s\S]*breaks none of the 15/)
  })

  it('works by keyboard', async () => {
    const page = await open()
    await judged(page)
    expect(await moment(page)).toBe('13 / 13')
    const press = async (key: string): Promise<string> => {
      await page.keyboard.press(key)
      await page.evaluate(() => new Promise(requestAnimationFrame))
      return moment(page)
    }
    expect(await press('Home')).toBe('1 / 13')
    expect(await seen(page.locator('#response'))).not.toContain('message')
    expect(await press('ArrowDown')).toBe('2 / 13')
    expect(await press('j')).toBe('3 / 13')
    expect(await press('k')).toBe('2 / 13')
    expect(await press('n')).toBe('3 / 13')
    expect(await press('n')).toBe('4 / 13')
    expect(await press('p')).toBe('3 / 13')
    expect(await press('End')).toBe('13 / 13')
    expect(await page.locator('#flow').getAttribute('aria-activedescendant')).toBe('step-12')
    expect(await page.locator('[aria-selected=true][role=option]').getAttribute('id')).toBe('step-12')
    await page.keyboard.press('o')
    expect(await page.locator('dialog').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.locator('dialog').isVisible()).toBe(false)
    await page.locator('[role=tab]:visible').first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#event').isVisible()).toBe(true)
  })

  it('plays the stream, and the response grows', async () => {
    const page = await open()
    await judged(page)
    await page.keyboard.press(' ')
    await expect
      .poll(() => seen(page.locator('#response')))
      .toMatch(/output_text[\s\S]*The capital(?! of France is Paris)/)
    expect(await page.locator('#play').getAttribute('aria-label')).toBe('Pause')
    await expect.poll(() => seen(page.locator('#response')), { timeout: 5000 }).toContain('is Paris.')
    await expect.poll(() => page.locator('#play').getAttribute('aria-label')).toBe('Play')
  })

  it('moves through time by the scrubber', async () => {
    const page = await open()
    await judged(page)
    await page.locator('#time').fill('6')
    await expect.poll(() => seen(page.locator('#response'))).toMatch(/in progress[\s\S]*The capital of$/)
    expect(await page.locator('#step-6').getAttribute('aria-selected')).toBe('true')
    expect(await page.locator('#step-7').getAttribute('class')).toContain('later')
  })

  it('takes what is pasted, dropped, chosen or typed', async () => {
    const page = await open()
    await judged(page)
    await paste(page, STRICT)
    await expect
      .poll(() => seen(page.locator('#summary')))
      .toMatch(/Pasted stream[\s\S]*strict[\s\S]*0 repairs[\s\S]*strict/)
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([text], 'dropped.sse'))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
    }, FAULTY)
    await expect.poll(() => seen(page.locator('#summary'))).toMatch(/dropped\.sse[\s\S]*issues/)
    await page.locator('#open').click()
    await page
      .locator('#file')
      .setInputFiles({ name: 'chosen.sse', mimeType: 'text/plain', buffer: Buffer.from(STRICT) })
    await expect.poll(() => seen(page.locator('#summary'))).toMatch(/chosen\.sse[\s\S]*0 repairs/)
    await page.locator('#open').click()
    await page.locator('#text').fill(FAULTY.trim())
    await page.getByRole('button', { name: 'Inspect' }).click()
    await expect.poll(() => seen(page.locator('#summary'))).toMatch(/Pasted stream[\s\S]*13 frames[\s\S]*42 issues/)
  })

  it('watches a route as it comes, to its broken end', async () => {
    const page = await open('/?url=/raw/cut/responses')
    await expect.poll(() => moment(page)).toMatch(/· 0\.\d+ s/)
    expect(await figures(page)).toMatch(/events failed strict$/)
    expect(await seen(page.locator('.step.end'))).toContain('the connection breaks')
  })

  it('says why a stream could not be read', async () => {
    const page = await open('/?url=/raw/nope/responses')
    await expect.poll(() => seen(page.locator('.problem'))).toMatch(/answered 404: .*There is no upstream 'nope'/)
  })

  it('lists the routes of the demo with their links', async () => {
    const page = await open()
    await page.getByRole('tab', { name: 'Routes' }).click()
    expect(await seen(page.locator('#routes'))).toContain(`curl -N ${stage.origin}/v1/llama-stack/responses`)
    await page.getByRole('link', { name: 'Watch it raw' }).first().click()
    expect(await figures(page)).toContain('42 issues')
  })

  it('reads again with another profile or dialect', async () => {
    const page = await open('/?example=deepseek')
    expect(await figures(page)).toContain('Chat Completions')
    await page.locator('#profile').selectOption('open-responses')
    await judged(page)
    await page.locator('#dialect').selectOption('text')
    await expect.poll(() => seen(page.locator('.figures'))).toContain('plain text')
    expect(await page.locator('#examples').inputValue()).toBe('deepseek')
  })

  it('runs nothing of what a stream says', async () => {
    const page = await open()
    const evil = '<img src=x onerror="window.evil=1">'
    await paste(
      page,
      FAULTY.replaceAll('Paris', evil.replaceAll('"', '\\"')).replaceAll('msg_', evil.replaceAll('"', "'")),
    )
    await expect.poll(() => seen(page.locator('#response'))).toContain(evil)
    await page.locator('#step-4').click()
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.evaluate(() => 'evil' in window)).toBe(false)
  })

  it('handles 10,000 events without lag', async () => {
    const page = await open()
    await judged(page)
    await page.locator('#checker .left').waitFor()
    const worker = page.waitForEvent('worker')
    await page
      .locator('#file')
      .setInputFiles({ name: 'long.sse', mimeType: 'text/plain', buffer: Buffer.from(longStream(10_000)) })
    await page.locator('#summary', { hasText: '10,010 frames' }).waitFor()
    await page.locator('#summary .verdict.ok').waitFor({ timeout: 60_000 })
    const worst = await page.evaluate(async () => {
      const [flow, time] = [document.getElementById('flow'), document.getElementById('time')]
      if (!flow || !(time instanceof HTMLInputElement)) throw new Error('no list')
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const took: number[] = []
      for (let turn = 0; turn < 40; turn++) {
        const began = performance.now()
        if (turn % 2 === 0) flow.scrollTop = (flow.scrollHeight * turn) / 40
        else {
          time.value = String(turn * 250)
          time.dispatchEvent(new Event('input'))
        }
        await frame()
        took.push(performance.now() - began)
      }
      return took.sort((a, b) => a - b)
    })
    expect(await page.locator('.step').count()).toBeLessThan(120)
    // Half of all frames, and far from what a list of 10,000 rows takes: the machine has other things to do.
    expect(worst[20]).toBeLessThan(1000)
    // The clients are asked about away from the page.
    expect((await worker).url()).toContain('clients-worker')
    await page.locator('#checker .left').waitFor()
    await page.keyboard.press('End')
    await expect.poll(() => moment(page)).toBe('10010 / 10010')
    await expect.poll(() => page.locator('#step-10009').isVisible()).toBe(true)
  }, 120_000)

  it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    const page = await open('/?example=copilot', { colorScheme })
    await page.locator('#checker .left').waitFor()
    const [red = 0] =
      (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g)?.map(Number) ?? []
    expect(red > 128).toBe(colorScheme === 'light')
    for (const tab of ['Checker', 'Event', 'Routes']) {
      await page.getByRole('tab', { name: tab }).click()
      expect(await page.evaluate(faintTexts)).toEqual([])
    }
    await page.goto(`${stage.origin}/rules.html#sequence/gap`)
    expect(await page.evaluate(faintTexts)).toEqual([])
  })

  it.each([320, 390, 768])('fits a width of %d', async (width) => {
    const page = await open('/', { viewport: { width, height: 760 }, hasTouch: true })
    await judged(page)
    for (const tab of await page.locator('[role=tab]:visible').all()) {
      await tab.click()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      const id = (await tab.getAttribute('aria-controls')) ?? ''
      expect((await page.locator(`#${id}`).boundingBox())?.height).toBeGreaterThan(280)
    }
    await page.getByRole('tab', { name: 'Stream' }).click()
    await page.locator('#step-4').tap()
    expect(await seen(page.locator('#event'))).toContain('output_text.delta')
  })
})
