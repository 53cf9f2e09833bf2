/** What a wide page shows beside the tabs, and the tab that it shows in place of them. */
const ALWAYS = new Set(['stream', 'response'])
const INSTEAD = 'checker'

/** The panels: on a wide page some are always in sight, on a narrow one each has a tab. */
export class Tabs {
  readonly #panes: HTMLElement
  readonly #tabs: readonly HTMLButtonElement[]
  readonly #changed: () => void
  readonly #wide = matchMedia('(min-width: 60.01rem)')
  #wanted: string

  constructor(panes: HTMLElement, changed: () => void) {
    this.#panes = panes
    this.#changed = changed
    this.#tabs = [...panes.querySelectorAll<HTMLButtonElement>('[role=tab]')]
    for (const tab of this.#tabs) {
      tab.addEventListener('click', () => this.show(nameOf(tab)))
      tab.addEventListener('keydown', (event) => this.#key(event, tab))
    }
    this.#wanted = panes.dataset['tab'] ?? ''
    this.#wide.addEventListener('change', () => this.show(this.#wanted))
    this.show(this.#wanted)
  }

  get current(): string {
    return this.#panes.dataset['tab'] ?? ''
  }

  show(wanted: string): void {
    this.#wanted = wanted
    const name = this.#wide.matches && ALWAYS.has(wanted) ? INSTEAD : wanted
    this.#panes.dataset['tab'] = name
    for (const tab of this.#tabs) {
      const selected = nameOf(tab) === name
      tab.setAttribute('aria-selected', String(selected))
      tab.tabIndex = selected ? 0 : -1
    }
    this.#changed()
  }

  #key(event: KeyboardEvent, tab: HTMLButtonElement): void {
    const direction = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (direction === undefined) return
    event.preventDefault()
    const seen = this.#tabs.filter(({ offsetParent }) => offsetParent !== null)
    const next = seen.at((seen.indexOf(tab) + direction) % seen.length)
    if (!next) return
    this.show(nameOf(next))
    next.focus()
  }
}

const nameOf = (tab: HTMLElement): string => tab.getAttribute('aria-controls') ?? ''
