import { useEffect, useRef, useState } from 'preact/hooks'
import { highlightText, languages } from 'prism-code-editor/prism'
import 'prism-code-editor/prism/languages/bash'
import 'prism-code-editor/prism/languages/typescript'
import { copyText } from './dom.ts'

/** In characters. A browser takes seconds to lay out a longer text. */
const MAX_SHOWN = 100_000

/** Text in a fixed-width font, with a button that copies all of it. */
export function Code({ label, text, language = 'text' }: { label: string; text: string; language?: keyof typeof languages }) {
  return (
    <div class="code">
      <CopyButton label={label} text={text} />
      {/* The highlighter escapes the text. */}
      <pre dangerouslySetInnerHTML={{ __html: highlightText(text.slice(0, MAX_SHOWN), languages[language] ?? {}) }} />
      {text.length > MAX_SHOWN && <p class="quiet">Only the beginning is shown. The button copies all of it.</p>}
    </div>
  )
}

export function CopyButton({ label, text }: { label: string; text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => setSaid(''), [text])
  const copy = async () => setSaid((await copyText(text)) ? 'Copied' : 'Select it and press Ctrl+C')
  return (
    <button type="button" class="copy" onClick={copy} aria-label={`Copy ${label}`}>
      <span aria-live="polite">{said || 'Copy'}</span>
    </button>
  )
}

/** Asks before something that cannot be undone. */
export function Confirm({ question, onAnswer }: { question: string; onAnswer: (isYes: boolean) => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={() => onAnswer(dialog.current?.returnValue === 'yes')}>
      <p id="question">{question}</p>
      <div class="buttons">
        <button type="button" onClick={() => dialog.current?.close('no')}>
          Cancel
        </button>
        <button type="button" class="danger" onClick={() => dialog.current?.close('yes')}>
          Yes, go ahead
        </button>
      </div>
    </dialog>
  )
}

export function Method({ method }: { method: string }) {
  return <span class={`method ${method.toLowerCase()}`}>{method}</span>
}
