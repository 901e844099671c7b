/**
 * Colours and a copy button for the code blocks of the guide. This script runs in the page, under its policy. Redoc calls it for
 * each block that it has shown (see redoc-patches.ts), with its own highlighter, and replaces all of it when the text changes.
 */
export const CODE_BLOCKS_SCRIPT = `
globalThis.billitCodeBlock = (block, highlight) => {
  if (block.querySelector('button')) return
  const text = block.textContent.trimEnd()
  block.innerHTML = highlight(text, block.dataset.language)
  const button = document.createElement('button')
  button.type = 'button'
  const label = (words) => { button.ariaLabel = button.title = words }
  label('Copy')
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text)
      label('Copied')
    } catch {
      getSelection().selectAllChildren(block.firstChild)
      label('Press Ctrl+C to copy')
    }
  })
  button.addEventListener('blur', () => label('Copy'))
  block.append(button)
}`
