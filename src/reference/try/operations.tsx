import { useState } from 'preact/hooks'
import type { Operation } from './model.ts'
import { Method } from './parts.tsx'

export interface OperationsProps {
  operations: Operation[]
  chosen: Operation
  addressOf: (operation: Operation) => string
  onChoose: (operation: Operation) => void
}

/** All operations, by tag, with a search field. */
export function Operations({ operations, chosen, addressOf, onChoose }: OperationsProps) {
  const [search, setSearch] = useState('')
  const found = operations.filter((operation) => isFound(operation, search))
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
      {found.length === 0 && <p class="quiet">No operation matches.</p>}
      {tags.map((tag) => (
        <section key={tag}>
          <h2>{tag}</h2>
          <ul>
            {found
              .filter((operation) => operation.tag === tag)
              .map((operation) => (
                <li key={operation.id}>
                  <a
                    href={addressOf(operation)}
                    aria-current={operation === chosen ? 'page' : undefined}
                    onClick={(event) => {
                      if (event.ctrlKey || event.metaKey || event.shiftKey) return
                      event.preventDefault()
                      onChoose(operation)
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

/** Every word must occur. Accents are ignored, because people leave them out. */
export function isFound({ id, method, path, summary, tag, keywords }: Operation, search: string): boolean {
  const text = plain([id, method, path, summary, tag, keywords].join(' '))
  return plain(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
