import { useEffect, useRef } from 'preact/hooks'
import { createEditor, type PrismEditor } from 'prism-code-editor'
import { matchBrackets } from 'prism-code-editor/match-brackets'
import 'prism-code-editor/prism/languages/json'
import type { Problem } from './validate.ts'

export interface EditorProps {
  value: string
  problems: Problem[]
  /** Where to put the cursor. Each new object moves it there. */
  cursor: { offset: number } | undefined
  onChange: (value: string) => void
}

/** A text area with highlighted JSON. The Tab key moves to the next field, as in any form. */
export function Editor({ value, problems, cursor, onChange }: EditorProps) {
  const container = useRef<HTMLDivElement>(null)
  const editor = useRef<PrismEditor>(undefined)
  const listener = useRef(onChange)
  listener.current = onChange

  useEffect(() => {
    if (!container.current) return
    const created = createEditor(
      container.current,
      { language: 'json', value, tabSize: 2, wordWrap: true, onUpdate: (text) => listener.current(text) },
      matchBrackets(),
    )
    created.textarea.setAttribute('aria-label', 'Body, as JSON')
    created.textarea.setAttribute('aria-describedby', 'problems')
    editor.current = created
    return () => created.remove()
  }, [])

  useEffect(() => {
    // The editor already has the text that the reader types. Setting it again would move the cursor.
    if (editor.current && editor.current.value !== value) editor.current.setOptions({ value })
  }, [value])

  useEffect(() => {
    const { current } = editor
    if (!current) return
    const lines = new Set(problems.map(({ offset }) => getLineNumber(value, offset)))
    // The first element is for overlays, so an index here is a line number.
    Array.from(current.lines).forEach((line, number) => {
      line.classList.toggle('has-problem', lines.has(number))
    })
    current.textarea.setAttribute('aria-invalid', String(problems.length > 0))
  }, [problems, value])

  useEffect(() => {
    const { current } = editor
    if (!current || !cursor) return
    current.textarea.focus()
    current.textarea.setSelectionRange(cursor.offset, cursor.offset)
    current.lines[getLineNumber(current.value, cursor.offset)]?.scrollIntoView({ block: 'center' })
  }, [cursor])

  return <div class="editor" ref={container} />
}

/** Returns the line of an offset, from 1. */
export const getLineNumber = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
