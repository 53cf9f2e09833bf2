import type { StreamSource } from '../session.js'
import { byId } from '../view/element.js'
import { fileSource, textSource, urlSource } from './sources.js'

/** The dialog for a file, an address or a pasted text; also takes what is dropped or pasted onto the page. */
export class OpenDialog {
  readonly #dialog = byId('opening', HTMLDialogElement)
  readonly #load: (source: StreamSource) => void

  constructor(load: (source: StreamSource) => void) {
    this.#load = load
    byId('open', HTMLButtonElement).addEventListener('click', () => this.show())
    this.#fromForm()
    this.#fromPage()
  }

  show(): void {
    if (!this.#dialog.open) this.#dialog.showModal()
  }

  #take(source: StreamSource): void {
    this.#dialog.close()
    this.#load(source)
  }

  #fromForm(): void {
    const file = byId('file', HTMLInputElement)
    const url = byId('url', HTMLInputElement)
    const text = byId('text', HTMLTextAreaElement)
    file.addEventListener('change', () => {
      const [chosen] = file.files ?? []
      if (chosen) this.#take(fileSource(chosen))
      file.value = ''
    })
    byId('fetch', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault()
      this.#take(urlSource(url.value))
    })
    byId('paste', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault()
      // A textarea has no blank line at its end unless somebody typed it.
      this.#take(textSource(text.value.endsWith('\n\n') ? text.value : `${text.value}\n\n`))
    })
    this.#dialog.addEventListener('click', ({ target }) => {
      if (target === this.#dialog) this.#dialog.close()
    })
  }

  #fromPage(): void {
    const { classList } = document.body
    document.addEventListener('dragover', (event) => {
      event.preventDefault()
      classList.add('dropping')
    })
    document.addEventListener('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) classList.remove('dropping')
    })
    document.addEventListener('drop', (event) => {
      event.preventDefault()
      classList.remove('dropping')
      const [file] = event.dataTransfer?.files ?? []
      const text = event.dataTransfer?.getData('text/plain') ?? ''
      if (file) this.#take(fileSource(file))
      else if (text !== '') this.#take(textSource(text))
    })
    document.addEventListener('paste', (event) => {
      if (event.target instanceof Element && event.target.closest('input, textarea')) return
      const [file] = event.clipboardData?.files ?? []
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (file) this.#take(fileSource(file))
      else if (text.trim() !== '') this.#take(textSource(text))
    })
  }
}
