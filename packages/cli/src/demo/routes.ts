import type { Upstream } from './upstreams/upstream.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from './upstreams/upstreams.js'

/** Every route of the demo, how to call it, and a link that shows its stream as it comes. */
export function routes(origin: string): string {
  return `<p>Servers that get the OpenAI Responses streaming protocol wrong, and the same routes behind one middleware.
No key, no network: the servers are written after real ones.</p>
<pre><code>${html(curl(`${origin}/v1/responses`))}</code></pre>
<p><code>/v1/responses</code> stands in front of <code>${DEFAULT_UPSTREAM}</code>; another one answers with
<code>?upstream=NAME</code>. Every route takes GET and POST.</p>
${Object.entries(UPSTREAMS)
  .map(([name, upstream]) => section(name, upstream, origin))
  .join('\n')}`
}

function section(name: string, upstream: Upstream, origin: string): string {
  const route = (what: string, path: string): string =>
    `<pre><code>${html(curl(origin + path))}</code></pre>
<p><a href="?url=${path}">Watch it ${what}</a></p>`
  return `<details${name === DEFAULT_UPSTREAM ? ' open' : ''} id="route-${name}">
<summary>${html(upstream.title)}</summary>
<p>${html(upstream.fault)}. After ${html(upstream.after)}.</p>
${route('raw', `/raw/${name}/responses`)}
${route('behind the middleware', `/v1/${name}/responses`)}
</details>`
}

const curl = (url: string): string => `curl -N ${url}`

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const html = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
