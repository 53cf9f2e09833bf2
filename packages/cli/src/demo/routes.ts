import { FRAMEWORKS } from './frameworks/frameworks.js'
import type { Upstream } from './upstreams/upstream.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from './upstreams/upstreams.js'

/** By what the routes of a framework have after `/raw` and `/v1`: its name. */
const PLACES: readonly (readonly [place: string, title: string])[] = [
  ['', 'Express'],
  ...Object.entries(FRAMEWORKS).map(([name, { title }]) => [`/${name}`, title] as const),
]

/** Every route of the demo, how to call it, and a link that shows its stream as it comes. */
export function routes(origin: string): string {
  return `<p>Servers that get the OpenAI Responses streaming protocol wrong, and the same routes behind one middleware.
No key, no network: the servers are written after real ones.</p>
<pre><code>${PLACES.map(([place, title]) => html(`${curl(`${origin}/v1${place}/responses`)}  # ${title}`)).join('\n')}</code></pre>
<p>These stand in front of <code>${DEFAULT_UPSTREAM}</code>; another one answers with <code>?upstream=NAME</code>. Every route
takes GET and POST.</p>
${Object.entries(UPSTREAMS)
  .map(([name, upstream]) => section(name, upstream, origin))
  .join('\n')}`
}

function section(name: string, upstream: Upstream, origin: string): string {
  const part = (what: string, root: string): string =>
    `<pre><code>${html(curl(`${origin}${root}/${name}/responses`))}</code></pre>
<p>${PLACES.map(([place, title]) => `<a href="?url=${root}${place}/${name}/responses">${watch(what, place, title)}</a>`).join(', ')}</p>`
  return `<details${name === DEFAULT_UPSTREAM ? ' open' : ''} id="route-${name}">
<summary>${html(upstream.title)}</summary>
<p>${html(upstream.fault)}. After ${html(upstream.after)}.</p>
${part('raw', '/raw')}
${part('behind the middleware', '/v1')}
</details>`
}

const watch = (what: string, place: string, title: string): string =>
  place === '' ? `Watch it ${what}` : `by ${title}`

const curl = (url: string): string => `curl -N ${url}`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const html = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
