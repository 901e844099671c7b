import { useEffect, useRef } from 'preact/hooks'

export interface ConfirmProps {
  question: string
  onClose: (isConfirmed: boolean) => void
}

/** A modal dialog that asks for confirmation. Escape cancels it. */
export function Confirm({ question, onClose }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby="question" onClose={() => onClose(dialog.current?.returnValue === 'yes')}>
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
