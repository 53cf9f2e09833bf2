import type { JsonObject } from '../json.js'
import { ALIASES, KEEPALIVES } from '../protocol/aliases.js'
import { EVENTS } from '../protocol/events.js'
import { familyOf } from '../protocol/families.js'
import { leavingType } from '../protocol/profiles.js'
import type { CheckEvent } from './event.js'
import type { CheckSettings } from './options.js'
import { quoted } from './quoted.js'
import type { Reporter } from './report.js'

/** What an event whose type no schema has names: nothing, an open item, or one that is unknown or done. */
export type Named = 'nothing' | 'open' | 'other'

/** Tells which event of the protocol a type is, and which types have no place in the stream. */
export class NamesReader {
  readonly #report: Reporter
  readonly #settings: CheckSettings
  readonly #named: (data: JsonObject) => Named
  /** Names that the profile has of its own, to those of `openai`. */
  readonly #own: ReadonlyMap<string, string>

  constructor(report: Reporter, settings: CheckSettings, named: (data: JsonObject) => Named) {
    this.#report = report
    this.#settings = settings
    this.#named = named
    const { profile } = settings
    this.#own = new Map(
      Object.entries(EVENTS)
        .filter(([, row]) => row.profiles.includes(profile))
        .map(([type]) => [leavingType(type, profile), type]),
    )
  }

  read(sent: string, data: JsonObject): CheckEvent {
    const type = this.#own.get(sent) ?? this.#foreign(sent, data)
    const row = type === undefined || !Object.hasOwn(EVENTS, type) ? undefined : EVENTS[type]
    return { data, sent, type: type ?? sent, row, family: familyOf(type ?? sent) }
  }

  /** Reports a type that the profile does not have; returns the one that was meant, if any. */
  #foreign(sent: string, data: JsonObject): string | undefined {
    const { profile, unknownEvents, heartbeat } = this.#settings
    const openai = profile === 'openai'
    const meant = Object.hasOwn(EVENTS, sent) ? sent : Object.hasOwn(ALIASES, sent) ? ALIASES[sent]! : undefined
    if (meant !== undefined) {
      const known = openai || EVENTS[meant]!.profiles.includes(profile)
      const message = known ? `expected \`${leavingType(meant, profile)}\`` : `expected an event of ${profile}`
      this.#report.add(known ? 'event/alias' : 'event/unknown', `${message}, found \`${sent}\``, 'type')
      return meant
    }
    if (KEEPALIVES.has(sent)) {
      if (sent !== 'keepalive' || heartbeat !== 'keepalive' || !openai) {
        this.#report.add('event/heartbeat', `expected heartbeats as comments, found an event \`${sent}\``, 'type')
      }
    } else if (!sent.startsWith('response.')) {
      if (unknownEvents !== 'pass' || !openai) {
        this.#report.add('event/vendor', `expected a type of the protocol, found ${quoted(sent)}`, 'type')
      }
    } else if (unknownEvents === 'drop' || !openai) {
      this.#report.add('event/unknown', `expected a type of the schema, found ${quoted(sent)}`, 'type')
    } else if (this.#named(data) === 'other') {
      const message = `expected ${quoted(sent)}, which no schema has, to name no item or an open one`
      this.#report.add('event/unknown', message, 'item_id')
    }
    return undefined
  }
}
