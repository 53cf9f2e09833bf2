import type { Session } from '../session.js'
import { byId } from './element.js'
import { Marks } from './marks.js'

/** How long a play of the whole stream takes at most, and a step at most, in milliseconds. */
const PLAY_MS = 12_000
const STEP_MS = 120

/** Moves through time: by hand, by itself, or from repair to repair. */
export class Scrubber {
  readonly #session: Session
  readonly #range = byId('time', HTMLInputElement)
  readonly #label = byId('moment', HTMLElement)
  readonly #play = byId('play', HTMLButtonElement)
  readonly #marks = new Marks(byId('marks', HTMLCanvasElement))
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(session: Session) {
    this.#session = session
    this.#range.addEventListener('input', () => {
      this.stop()
      session.go(Number(this.#range.value))
    })
    this.#play.addEventListener('click', () => this.toggle())
    byId('earlier', HTMLButtonElement).addEventListener('click', () => this.toRepair(-1))
    byId('later', HTMLButtonElement).addEventListener('click', () => this.toRepair(1))
  }

  render(): void {
    const { steps, at, step, verdict, source, trace } = this.#session
    this.#range.max = String(Math.max(0, steps.length - 1))
    this.#range.value = String(at)
    this.#range.disabled = steps.length === 0
    const time = source?.live && step ? ` · ${(step.at / 1000).toFixed(2)} s` : ''
    this.#label.textContent = steps.length === 0 ? '' : `${at + 1} / ${steps.length}${time}`
    this.#range.setAttribute('aria-valuetext', `step ${at + 1} of ${steps.length}`)
    this.#marks.render(steps, verdict, trace.ended)
    if (at >= steps.length - 1) this.stop()
  }

  toggle(): void {
    if (this.#timer !== undefined) return this.stop()
    const { steps, at } = this.#session
    if (steps.length === 0) return
    if (at >= steps.length - 1) this.#session.go(0)
    const [pause, stride] = pace(steps.length)
    this.#timer = setInterval(() => this.#session.go(this.#session.at + stride), pause)
    this.#show('Pause')
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#show('Play')
  }

  /** The next or previous step at which something was repaired. */
  toRepair(direction: 1 | -1): void {
    const { steps, at } = this.#session
    for (let index = at + direction; index >= 0 && index < steps.length; index += direction) {
      const step = steps[index]
      if (step && (step.unplaced.length > 0 || step.outputs.some(({ repairs }) => repairs.length > 0)))
        return this.#session.go(index)
    }
  }

  #show(what: 'Play' | 'Pause'): void {
    this.#play.setAttribute('aria-label', what)
    this.#play.dataset['state'] = what.toLowerCase()
  }
}

function pace(steps: number): readonly [pause: number, stride: number] {
  const pause = Math.min(STEP_MS, PLAY_MS / steps)
  return pause >= 16 ? [pause, 1] : [16, Math.ceil((steps * 16) / PLAY_MS)]
}
