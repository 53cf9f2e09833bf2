import { listenForKeys } from './keys.js'
import { type Options, Session } from './session.js'
import { DEFAULT_EXAMPLE, EXAMPLES, exampleSource } from './source/examples.js'
import { OpenDialog } from './source/open-dialog.js'
import { urlSource } from './source/sources.js'
import { checkerPanel } from './view/checker-panel.js'
import { byId, el } from './view/element.js'
import { eventPanel } from './view/event-panel.js'
import { Flow } from './view/flow.js'
import { responsePanel } from './view/response-panel.js'
import { Scrubber } from './view/scrubber.js'
import { summary } from './view/summary.js'
import { Tabs } from './view/tabs.js'

const PANELS: Readonly<Record<string, (session: Session) => HTMLElement[]>> = {
  response: responsePanel,
  event: eventPanel,
  checker: checkerPanel,
}

let waiting = false
const session = new Session(() => {
  if (waiting) return
  waiting = true
  requestAnimationFrame(render)
})
const panes = byId('panes', HTMLElement)
const scroller = byId('flow', HTMLElement)
const examples = byId('examples', HTMLSelectElement)
const flow = new Flow(scroller, byId('steps', HTMLElement), session, (step) => {
  scrubber.stop()
  session.go(step)
  tabs.show('event')
})
const scrubber = new Scrubber(session)
const tabs = new Tabs(panes, () => render())
const opening = new OpenDialog((source) => {
  examples.value = ''
  history.replaceState(null, '', location.pathname)
  void session.load(source)
})

function render(): void {
  waiting = false
  byId('summary', HTMLElement).replaceChildren(...summary(session))
  document.body.classList.toggle('loading', session.loading)
  flow.render()
  scrubber.render()
  for (const [name, panel] of Object.entries(PANELS)) {
    const pane = byId(name, HTMLElement)
    if (pane.offsetParent !== null) pane.replaceChildren(...panel(session))
  }
}

function move(steps: number): void {
  scrubber.stop()
  session.go(session.at + steps)
  if (tabs.current === 'checker') tabs.show('event')
}

listenForKeys({
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  j: () => move(1),
  k: () => move(-1),
  PageDown: () => move(flow.page),
  PageUp: () => move(-flow.page),
  Home: () => move(Number.NEGATIVE_INFINITY),
  End: () => move(Number.POSITIVE_INFINITY),
  n: () => scrubber.toRepair(1),
  p: () => scrubber.toRepair(-1),
  ' ': () => scrubber.toggle(),
  o: () => opening.show(),
})

// Whoever asks where a rule is broken wants to see the stream.
byId('checker', HTMLElement).addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('button')) tabs.show('stream')
})

function showExample(name: string): void {
  const source = exampleSource(name)
  if (source) void session.load(source)
}

examples.append(...EXAMPLES.map(([name, { title }]) => el('option', { value: name }, title)))
examples.addEventListener('change', () => {
  history.replaceState(null, '', `?example=${examples.value}`)
  showExample(examples.value)
})
for (const name of ['dialect', 'profile'] as const) {
  const select = byId(name, HTMLSelectElement)
  select.addEventListener(
    'change',
    () => void session.configure({ ...session.options, [name]: select.value } as Options),
  )
}

const asked = new URLSearchParams(location.search)
const url = asked.get('url')
const example = asked.get('example') ?? DEFAULT_EXAMPLE
examples.value = url === null ? example : ''
if (url === null) showExample(example)
else void session.load(urlSource(url, asked.get('name') ?? url))
