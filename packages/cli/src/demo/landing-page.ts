import { pageMarkup } from '../inspect/page.js'
import { routes } from './routes.js'

/** Where the inspector's page has room for the routes. */
const ROOM = '<!--routes-->'

/** The page at `/`: the inspector with every route of the demo; the routes alone where it is not built. */
export function landingPage(origin: string, folder?: string): string {
  const markup = pageMarkup(folder)
  // A function: what is put in may have a dollar sign.
  return markup === undefined ? plainPage(origin) : markup.replace(ROOM, () => routes(origin))
}

function plainPage(origin: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>strict-responses demo</title>
<style>:root { color-scheme: light dark } body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif }
pre { overflow: auto }</style>
<h1>strict-responses demo</h1>
<p>The inspector is not built yet: <code>npx -y pnpm@12 run build</code>.</p>
${routes(origin)}
</html>
`
}
