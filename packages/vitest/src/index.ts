import { expect } from 'vitest'
import { type StreamMatchers, streamMatchers } from './stream-matchers.js'

export { type StreamMatchers, streamMatchers } from './stream-matchers.js'

expect.extend(streamMatchers)

declare module 'vitest' {
  interface Matchers<T> extends StreamMatchers {}
}
