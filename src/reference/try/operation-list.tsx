import { useState } from 'preact/hooks'
import { Method } from './method.tsx'
import type { Operation } from './model.ts'

export interface OperationListProps {
  operations: Operation[]
  selected: Operation
  formatLink: (operation: Operation) => string
  onSelect: (operation: Operation) => void
}

/** All operations, by tag, with a search field. */
export function OperationList({ operations, selected, formatLink, onSelect }: OperationListProps) {
  const [search, setSearch] = useState('')
  const found = operations.filter((operation) => matchesSearch(operation, search))
  const tags = [...new Set(found.map(({ tag }) => tag))]
  return (
    <nav aria-label="Operations">
      <input
        type="search"
        aria-label="Find an operation"
        placeholder="Find an operation"
        value={search}
        onInput={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      <p class="hidden" role="status">
        {search && `${found.length} found`}
      </p>
      {found.length === 0 && <p class="quiet">No matching operations.</p>}
      {tags.map((tag) => (
        <section key={tag}>
          <h2>{tag}</h2>
          <ul>
            {found
              .filter((operation) => operation.tag === tag)
              .map((operation) => (
                <li key={operation.id}>
                  <a
                    href={formatLink(operation)}
                    aria-current={operation === selected ? 'page' : undefined}
                    onClick={(event) => {
                      if (event.ctrlKey || event.metaKey || event.shiftKey) return
                      event.preventDefault()
                      onSelect(operation)
                    }}
                  >
                    {operation.summary} <Method method={operation.method} />
                  </a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

/** Whether an operation contains every word of a search. Case and accents are ignored. */
export function matchesSearch({ id, method, path, summary, tag, keywords }: Operation, search: string): boolean {
  const text = normalize([id, method, path, summary, tag, keywords].join(' '))
  return normalize(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const normalize = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
