import { useEffect, useState } from 'preact/hooks'
import { getReferenceHash, type Operation } from './model.ts'

export interface HeaderProps {
  operation: Operation
  isListOpen: boolean
  onList: () => void
}

export function Header({ operation, isListOpen, onList }: HeaderProps) {
  const [theme, setTheme] = useState(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <header>
      <button type="button" class="menu" aria-expanded={isListOpen} aria-controls="operations" onClick={onList}>
        Operations
      </button>
      <strong>Try it out</strong>
      <a href={`../index.html${getReferenceHash(operation)}`}>Reference</a>
      <button type="button" class="theme" onClick={() => setTheme(other)}>
        {other === 'dark' ? 'Dark' : 'Light'}
      </button>
    </header>
  )
}
