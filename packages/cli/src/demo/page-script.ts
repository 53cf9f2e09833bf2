/** Runs both routes of an upstream at once and shows what arrives. */
export const SCRIPT = `
async function show(pre) {
  pre.textContent = ''
  try {
    const response = await fetch(pre.dataset.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'demo', input: 'Hi', stream: true }),
    })
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      pre.append(value)
      pre.scrollTop = pre.scrollHeight
    }
  } catch (error) {
    pre.append('\\n(the connection broke)')
  }
}
for (const button of document.querySelectorAll('details button')) {
  button.addEventListener('click', async () => {
    button.disabled = true
    await Promise.all([...button.closest('details').querySelectorAll('.stream')].map(show))
    button.disabled = false
  })
}
`
