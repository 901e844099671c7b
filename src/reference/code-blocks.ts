/**
 * Adds colours and a copy button to the code blocks of the guide. The script runs in the page. The patched Redoc
 * (redoc-patches.ts) calls it with each rendered block and its highlighter. When the text changes, Redoc renders a new block.
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
