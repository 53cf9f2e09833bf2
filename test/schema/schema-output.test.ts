import type { Profile } from '@strict-responses/core'
import { describe, expect, it } from 'vitest'
import { corpusAvailable } from '../support/corpus.js'
import type { Obj } from '../support/oracle-frames.js'
import { OUTPUT_EXCEPTIONS } from '../support/schema-exceptions.js'
import { compareEvent } from './compare.js'
import { eventsOf, INPUTS } from './outputs.js'
import { PUBLISHED_ABSENT, Published, publishedAvailable } from './published.js'
import { type Survey, survey } from './survey.js'

const known = new Map<Profile, Survey>()

/** The survey of a profile takes seconds: it is made once. */
function surveyOf(profile: Profile): Survey {
  const made = known.get(profile) ?? survey(profile)
  known.set(profile, made)
  return made
}

describe.skipIf(!publishedAvailable)(
  `what leaves, against the published schemas${publishedAvailable ? '' : ` (${PUBLISHED_ABSENT})`}`,
  () => {
    it.each(['openai', 'open-responses'] as const)(
      'is taken by the document of %s, but for known exceptions',
      (profile) => {
        const { violations, rows } = surveyOf(profile)
        expect(violations).toEqual([])
        expect([...rows.values()].reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(1000)
      },
      60_000,
    )

    it.runIf(corpusAvailable)('needs every exception, and Open Responses none', () => {
      const { used } = surveyOf('openai')
      const places = (list: Iterable<{ readonly path: string; readonly reason: string }>): string[] => [
        ...new Set([...list].map(({ path, reason }) => `${path}: ${reason}`)),
      ]
      expect(places(used).sort()).toEqual(places(OUTPUT_EXCEPTIONS).sort())
      expect([...surveyOf('open-responses').used]).toEqual([])
    })

    it('would notice an event without one of its fields', () => {
      const published = new Published('openai')
      const events = INPUTS.filter(({ name }) => name === 'canonical 2').flatMap((input) => eventsOf(input, 'openai'))
      expect(events.length).toBeGreaterThan(10)
      for (const event of events) {
        const { sequence_number: _, ...rest } = event as Obj
        expect(compareEvent(event, published).fault).toBe('')
        expect(compareEvent(rest, published).fault).not.toBe('')
      }
    })
  },
)
