/** What a key does; `shift` and others are left to the browser. */
export type Keys = Readonly<Record<string, () => void>>

/** Where a key belongs to whoever has the focus. */
const TAKEN = 'input, textarea, select, dialog, [contenteditable]'
/** Where Space and Enter press, and arrows move on. */
const PRESSED = 'button, a, summary, [role=tab]'

/** Listens for keys, wherever the focus is not in a field. */
export function listenForKeys(keys: Keys): void {
  document.addEventListener('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey || event.defaultPrevented || !(target instanceof Element)) return
    if (target.closest(TAKEN) || (target.closest(PRESSED) && /^( |Enter)$/.test(key))) return
    // A block of code that has the focus scrolls by keys.
    if (target.closest('pre') && /^(Arrow|Page|Home|End)/.test(key)) return
    const action = Object.hasOwn(keys, key) ? keys[key] : undefined
    if (!action) return
    event.preventDefault()
    action()
  })
}
