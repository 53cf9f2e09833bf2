import type { HeartbeatStyle, NormalizerOptions, Profile } from '../options.js'

/** Options of the checker: the normalizer's own, as far as they change what is strict; same names, same defaults. */
export interface CheckOptions
  extends Pick<
    NormalizerOptions,
    'profile' | 'done' | 'errorShape' | 'errorCodes' | 'unknownEvents' | 'heartbeat' | 'resume'
  > {}

/** The options with their defaults. */
export interface CheckSettings {
  readonly profile: Profile
  readonly done: boolean
  readonly errorShape: 'both' | 'flat' | 'nested'
  readonly errorCodes: 'spec' | 'wire'
  readonly unknownEvents: 'auto' | 'pass' | 'drop'
  readonly heartbeat: HeartbeatStyle | undefined
  /** The last number that the client has seen, in a resumed stream. */
  readonly startingAfter: number | undefined
}

/** Fills in the defaults. */
export function checkSettings(options: CheckOptions = {}): CheckSettings {
  return {
    profile: options.profile ?? 'openai',
    done: options.done ?? true,
    errorShape: options.errorShape ?? 'both',
    errorCodes: options.errorCodes ?? 'spec',
    unknownEvents: options.unknownEvents ?? 'auto',
    heartbeat: options.heartbeat === false ? undefined : (options.heartbeat?.style ?? 'comment'),
    startingAfter: options.resume?.startingAfter,
  }
}
