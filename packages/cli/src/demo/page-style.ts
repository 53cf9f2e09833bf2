/** Light and dark, wide and narrow. */
export const STYLE = `
:root { color-scheme: light dark; --edge: light-dark(#d8dbe2, #343a46); --soft: light-dark(#5a6272, #a3abba);
  --paper: light-dark(#ffffff, #14171d); --panel: light-dark(#f5f6f9, #1b1f27); --accent: light-dark(#0b62d6, #7cb4ff); }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 78rem; background: var(--paper);
  color: light-dark(#1a1d23, #e7eaf0); font: 16px/1.55 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.9rem; letter-spacing: -0.02em; }
h2 { display: inline; margin: 0; font-size: 1.05rem; }
h3 { margin: 1rem 0 .4rem; font-size: .9rem; font-weight: 600; }
h3 a { font: 500 .85rem ui-monospace, monospace; }
a { color: var(--accent); }
code, pre { font: .8rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
details { margin: .75rem 0; border: 1px solid var(--edge); border-radius: 10px; background: var(--panel); }
details > :not(summary) { margin-left: 1rem; margin-right: 1rem; }
summary { padding: .8rem 1rem; cursor: pointer; }
summary span, .after { color: var(--soft); }
summary:focus-visible, button:focus-visible, pre:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
.columns > div { min-width: 0; }
pre { margin: 0; padding: .7rem .9rem; overflow: auto; border: 1px solid var(--edge); border-radius: 8px; background: var(--paper); }
.curl { margin-bottom: .5rem; border-style: dashed; }
.stream { height: 22rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.repairs { padding-left: 1.1rem; margin-bottom: 1.2rem; font-size: .9rem; }
.repairs code { color: var(--accent); }
button { font: inherit; font-size: .9rem; padding: .25rem .8rem; border: 1px solid var(--edge); border-radius: 7px; background: var(--paper); color: inherit; cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
`
