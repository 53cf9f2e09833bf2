import type { Step } from '../trace/step.js'
import type { Verdict } from '../trace/verdict.js'

/** More steps than this are drawn once they are all there. */
const MOST = 1000

/** Marks above the scrubber: where something was repaired, and where issues stand. */
export class Marks {
  readonly #canvas: HTMLCanvasElement
  #drawn = ''

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
  }

  /** While a stream comes in, a long one is not drawn again and again. */
  render(steps: readonly Step[], verdict: Verdict | undefined, ended: boolean): void {
    if (!ended && steps.length > MOST) return
    const { clientWidth, clientHeight } = this.#canvas
    const scale = window.devicePixelRatio
    const dark = matchMedia('(prefers-color-scheme: dark)').matches
    const first = steps[0]
    const key = [
      clientWidth,
      scale,
      steps.length,
      verdict?.input.issues.length,
      verdict?.input.events,
      dark,
      first?.text,
    ].join()
    if (key === this.#drawn) return
    this.#drawn = key
    Object.assign(this.#canvas, { width: clientWidth * scale, height: clientHeight * scale })
    const context = this.#canvas.getContext('2d')
    if (!context) return
    context.scale(scale, scale)
    // A custom property is text; these two are colours that the style sheet resolves.
    const { color, borderTopColor } = getComputedStyle(this.#canvas)
    const width = clientWidth / Math.max(1, steps.length)
    const half = clientHeight / 2
    for (const step of steps) {
      const x = step.index * width
      const mark = (colour: string, y: number): void => {
        context.fillStyle = colour
        context.fillRect(x, y, Math.max(1, width - 1), half - 1)
      }
      if (verdict?.issues.has(step.index)) mark(borderTopColor, 0)
      if (step.unplaced.length > 0 || step.outputs.some(({ repairs }) => repairs.length > 0)) mark(color, half)
    }
  }
}
