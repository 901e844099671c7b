import { useEffect, useState } from 'preact/hooks'
import { highlightText, languages } from 'prism-code-editor/prism'
import 'prism-code-editor/prism/languages/bash'
import 'prism-code-editor/prism/languages/typescript'
import { copyText } from './dom.ts'

/** In characters. A browser takes seconds to lay out a longer text. */
const MAX_SHOWN = 100_000

export interface CodeProps {
  /** The name of the text, for the label of the copy button. */
  label: string
  text: string
  language?: keyof typeof languages
}

/** Highlighted code, with a button that copies all of it. */
export function Code({ label, text, language = 'text' }: CodeProps) {
  return (
    <div class="code">
      <CopyButton label={label} text={text} />
      {/* The highlighter escapes the text. */}
      <pre dangerouslySetInnerHTML={{ __html: highlightText(text.slice(0, MAX_SHOWN), languages[language] ?? {}) }} />
      {text.length > MAX_SHOWN && (
        <p class="quiet">Only the first {MAX_SHOWN.toLocaleString('en')} characters are shown. The button copies everything.</p>
      )}
    </div>
  )
}

export function CopyButton({ label, text }: Pick<CodeProps, 'label' | 'text'>) {
  const [status, setStatus] = useState('')
  useEffect(() => setStatus(''), [text])
  const copy = async () => setStatus((await copyText(text)) ? 'Copied' : 'Select the text and press Ctrl+C')
  return (
    <button type="button" class="copy" onClick={copy} aria-label={`Copy ${label}`}>
      <span aria-live="polite">{status || 'Copy'}</span>
    </button>
  )
}
