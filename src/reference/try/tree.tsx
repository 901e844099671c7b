import { useState } from 'preact/hooks'
import { detectGreek } from './dom.ts'

/** Deeper values and longer lists start collapsed. */
const OPEN_DEPTH = 3
const OPEN_ITEMS = 30
/** Browsers become slow with more elements than this. */
const MAX_ITEMS = 500

/** A JSON value as a tree. Collapsed parts are not rendered, so long lists stay fast. */
export function Tree({ value, name, depth = 0 }: { value: unknown; name?: string; depth?: number }) {
  if (typeof value !== 'object' || value === null) return <Leaf value={value} name={name} />
  return <Branch value={value} name={name} depth={depth} />
}

function Branch({ value, name, depth }: { value: object; name: string | undefined; depth: number }) {
  const entries = Object.entries(value)
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH && !(Array.isArray(value) && entries.length > OPEN_ITEMS))
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (entries.length === 0)
    return (
      <div class="leaf">
        <Name name={name} />
        {`${open}${close}`}
      </div>
    )
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Name name={name} />
        {open}
        {isOpen ? '' : <span class="quiet">{` ${formatCount(value, entries.length)} ${close}`}</span>}
      </summary>
      {isOpen && (
        <>
          <div class="branch">
            {entries.slice(0, MAX_ITEMS).map(([key, inner]) => (
              <Tree key={key} value={inner} name={key} depth={depth + 1} />
            ))}
            {entries.length > MAX_ITEMS && (
              <p class="quiet">{entries.length - MAX_ITEMS} more. Copy the body to see all of them.</p>
            )}
          </div>
          {close}
        </>
      )}
    </details>
  )
}

const formatCount = (value: object, count: number): string =>
  `${count} ${Array.isArray(value) ? 'item' : 'field'}${count === 1 ? '' : 's'}`

function Leaf({ value, name }: { value: unknown; name: string | undefined }) {
  return (
    <div class="leaf">
      <Name name={name} />
      <span class={`token ${value === null ? 'null' : typeof value}`} lang={detectGreek(String(value))}>
        {JSON.stringify(value)}
      </span>
    </div>
  )
}

function Name({ name }: { name: string | undefined }) {
  if (name === undefined) return null
  return (
    <>
      <span class="token property">{name}</span>
      {': '}
    </>
  )
}
