import { createNormalizer } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { read } from './markdown.js'

const picture = read('packages/cli/assets/stream.svg')

/** The words of one kind in the picture, from top to bottom. */
const words = (kind: string): string[] =>
  [...picture.matchAll(new RegExp(`<text class="${kind}"[^>]*>([^<]*)</text>`, 'g'))].map(([, text = '']) => text)

describe('the picture in the README', () => {
  it('shows what becomes of what it shows', () => {
    const frames = words('sent').join('').replaceAll('}{', '}\n{').split('\n')
    expect(frames.map((frame) => Object.keys(JSON.parse(frame))[0])).toEqual(['type', 'type', 'error'])
    const normalizer = createNormalizer({ path: '/v1/responses' })
    const left = frames.map((frame) => normalizer.push(`data: ${frame}\n\n`))
    const text = Buffer.concat([...left, normalizer.end()]).toString()
    const types = [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)
    expect(words('event')).toEqual([...types, '[DONE]'])
    expect(words('number')).toEqual(types.map((_type, number) => String(number)))
    expect(text).toContain('"status":"incomplete"')
    expect(text).not.toMatch(/ENOENT|\/srv/)
  })
})
