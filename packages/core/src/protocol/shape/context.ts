import type { Profile } from '../../options.js'
import type { Report } from '../../repair.js'

/** What every completion needs to know. */
export interface FieldContext {
  readonly profile: Profile
  readonly report: Report
}

/** What the completion of an item needs to know. */
export interface ItemContext extends FieldContext {
  /** Some fields come only with the done event. */
  readonly event: 'added' | 'done'
}

/** What the completion of a Response object needs to know; `id` to `status` are used where the object has none. */
export interface ShapeContext extends FieldContext {
  /** What the request, or an earlier Response, said of a field. */
  asked(name: string): unknown
  readonly id: string
  readonly createdAt: number
  readonly model: string
  readonly status: string
}
