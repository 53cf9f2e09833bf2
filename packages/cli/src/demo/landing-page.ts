import { SCRIPT } from './page-script.js'
import { STYLE } from './page-style.js'
import { replay } from './replay.js'
import { grouped } from './side-by-side.js'
import type { Upstream } from './upstreams/upstream.js'
import { DEFAULT_UPSTREAM, UPSTREAMS } from './upstreams/upstreams.js'

/** The page at `/`: every route, how to call it, and what its stream looks like raw and mended. */
export function landingPage(origin: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>strict-responses demo</title>
<style>${STYLE}</style>
<header>
<h1>strict-responses</h1>
<p>Servers that get the OpenAI Responses streaming protocol wrong, and the same routes behind one middleware.
No key, no network: the servers are written after real ones.</p>
<pre class="curl"><code>${html(curl(`${origin}/v1/responses`))}</code></pre>
<p><code>/v1/responses</code> stands in front of <code>${DEFAULT_UPSTREAM}</code>; another one answers with
<code>?upstream=NAME</code>. Every route takes GET and POST.</p>
</header>
<main>
${Object.entries(UPSTREAMS)
  .map(([name, upstream]) => section(name, upstream, origin))
  .join('\n')}
</main>
<script>${SCRIPT}</script>
</html>
`
}

function section(name: string, upstream: Upstream, origin: string): string {
  const steps = replay(upstream)
  const repairs = grouped(steps.flatMap((step) => step.repairs))
  const column = (title: string, path: string, text: string): string => `<div>
<h3>${title} <a href="${path}">${path}</a></h3>
<pre class="curl"><code>${html(curl(origin + path))}</code></pre>
<pre class="stream" data-path="${path}" tabindex="0" aria-label="${title} stream of ${html(upstream.title)}">${html(text.trimEnd())}</pre>
</div>`
  return `<details${name === DEFAULT_UPSTREAM ? ' open' : ''} id="${name}">
<summary><h2>${html(upstream.title)}</h2> <span>${html(upstream.fault)}</span></summary>
<p class="after">After ${html(upstream.after)}. <button type="button">Run both live</button></p>
<div class="columns">
${column('Raw', `/raw/${name}/responses`, steps.map(({ came }) => came).join(''))}
${column('Strict', `/v1/${name}/responses`, steps.map(({ left }) => left).join(''))}
</div>
<h3>Repairs</h3>
<ul class="repairs">${repairs.map(([code, message]) => `<li><code>${html(code)}</code> ${html(message)}</li>`).join('')}</ul>
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
