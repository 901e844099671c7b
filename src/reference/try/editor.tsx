import { useEffect, useRef } from 'preact/hooks'
import { createEditor, type PrismEditor } from 'prism-code-editor'
import { matchBrackets } from 'prism-code-editor/match-brackets'
import 'prism-code-editor/prism/languages/json'
import type { Problem } from './check.ts'

export interface EditorProps {
  value: string
  problems: Problem[]
  /** Where to put the cursor. Each new object moves it there. */
  target: { offset: number } | undefined
  onChange: (value: string) => void
}

/** A textarea with colours. Tab leaves it, as it does in any form. */
export function Editor({ value, problems, target, onChange }: EditorProps) {
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
    // What the reader has typed is already there. Setting it again would move the cursor.
    if (editor.current && editor.current.value !== value) editor.current.setOptions({ value })
  }, [value])

  useEffect(() => {
    const { current } = editor
    if (!current) return
    const lines = new Set(problems.map(({ offset }) => lineOf(value, offset)))
    // The first element holds the overlays, so the index of a line is its number.
    Array.from(current.lines).forEach((line, number) => {
      line.classList.toggle('has-problem', lines.has(number))
    })
    current.textarea.setAttribute('aria-invalid', String(problems.length > 0))
  }, [problems, value])

  useEffect(() => {
    const { current } = editor
    if (!current || !target) return
    current.textarea.focus()
    current.textarea.setSelectionRange(target.offset, target.offset)
    current.lines[lineOf(current.value, target.offset)]?.scrollIntoView({ block: 'center' })
  }, [target])

  return <div class="editor" ref={container} />
}

/** From 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length
