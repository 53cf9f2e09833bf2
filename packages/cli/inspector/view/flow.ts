import type { Session } from '../session.js'
import type { Trace } from '../trace/trace.js'
import type { Verdict } from '../trace/verdict.js'
import { FlowLayout } from './flow-layout.js'
import { stepView } from './step-view.js'

/** Rows kept beyond the edges, in pixels. */
const OVERSCAN = 400
/** The narrowest list in which the two sides stand side by side, in pixels. */
const NARROWEST = 720

/** The list of steps; only those in sight are in the page. */
export class Flow {
  readonly #scroller: HTMLElement
  readonly #list: HTMLElement
  readonly #session: Session
  readonly #shown = new Map<number, HTMLElement>()
  #layout = new FlowLayout(false)
  #trace: Trace | undefined
  #verdict: Verdict | undefined
  /** The step that was last brought into sight. */
  #at: number | undefined

  constructor(scroller: HTMLElement, list: HTMLElement, session: Session, picked: (step: number) => void) {
    this.#scroller = scroller
    this.#list = list
    this.#session = session
    scroller.addEventListener('scroll', () => this.#fill(), { passive: true })
    new ResizeObserver(() => this.render()).observe(scroller)
    list.addEventListener('click', (event) => {
      const step = event.target instanceof Element ? event.target.closest('.step') : null
      if (step) picked(Number(step.id.slice('step-'.length)))
    })
  }

  render(): void {
    const { trace, steps, verdict, at, source, went } = this.#session
    const wanted = went || source?.live ? at : undefined
    const fresh = trace !== this.#trace
    const stacked = this.#scroller.clientWidth < NARROWEST
    const anew = fresh || verdict !== this.#verdict || stacked !== this.#layout.stacked
    if (anew || steps.length !== this.#layout.length) this.#lay(anew, stacked)
    this.#trace = trace
    this.#verdict = verdict
    if (fresh) this.#scroller.scrollTop = 0
    else if (wanted !== undefined && wanted !== this.#at) this.#reveal(wanted)
    this.#at = wanted
    this.#fill()
  }

  /** How many steps fit. */
  get page(): number {
    const { scrollTop, clientHeight } = this.#scroller
    return Math.max(1, this.#layout.indexAt(scrollTop + clientHeight) - this.#layout.indexAt(scrollTop) - 1)
  }

  #lay(anew: boolean, stacked: boolean): void {
    if (anew) this.#layout = new FlowLayout(stacked)
    const from = this.#layout.grow(this.#session.steps)
    this.#list.style.height = `${this.#layout.total}px`
    this.#list.classList.toggle('stacked', stacked)
    for (const index of [...this.#shown.keys()]) if (index >= from) this.#drop(index)
  }

  #reveal(index: number): void {
    const { scrollTop, clientHeight } = this.#scroller
    const [top, height] = [this.#layout.top(index), this.#layout.height(index)]
    if (top < scrollTop) this.#scroller.scrollTop = Math.max(0, top - clientHeight / 4)
    else if (top + height > scrollTop + clientHeight) this.#scroller.scrollTop = top + height - clientHeight * 0.75
  }

  #fill(): void {
    const { scrollTop, clientHeight } = this.#scroller
    const { steps, at, verdict } = this.#session
    const last = steps.length === 0 ? -1 : this.#layout.indexAt(scrollTop + clientHeight + OVERSCAN)
    const first = this.#layout.indexAt(Math.max(0, scrollTop - OVERSCAN))
    for (const index of [...this.#shown.keys()]) if (index < first || index > last) this.#drop(index)
    for (let index = first; index <= last; index++) {
      const step = steps[index]
      if (!step) continue
      let view = this.#shown.get(index)
      if (!view) {
        view = stepView(step, verdict?.issues.get(index)?.length ?? 0, this.#layout.stacked)
        view.style.transform = `translateY(${this.#layout.top(index)}px)`
        view.setAttribute('aria-posinset', String(index + 1))
        this.#shown.set(index, view)
        this.#list.append(view)
      }
      view.setAttribute('aria-selected', String(index === at))
      view.setAttribute('aria-setsize', String(steps.length))
      view.classList.toggle('later', index > at)
    }
    if (this.#shown.has(at)) this.#scroller.setAttribute('aria-activedescendant', `step-${at}`)
    else this.#scroller.removeAttribute('aria-activedescendant')
  }

  #drop(index: number): void {
    this.#shown.get(index)?.remove()
    this.#shown.delete(index)
  }
}
