/**
 * Extracts the records from a response as text, so that they are stored unchanged. A number that is parsed in JavaScript can lose
 * digits. The text is valid JSON, because the client has parsed it.
 */

/** The text of each record in `data`, which is an array of records or a single record. */
export function recordTexts(json: string): string[] {
  const data = findMember(json, 'data')
  if (data === undefined) return []
  return data.startsWith('[') ? [...children(data)].map(({ from, to }) => data.slice(from, to)) : [data]
}

/** The text of a member's value. If the name occurs twice, the last one, as in `JSON.parse`. */
function findMember(object: string, name: string): string | undefined {
  let found: string | undefined
  let key: string | undefined
  for (const { from, to } of children(object)) {
    const text = object.slice(from, to)
    if (key === undefined) key = JSON.parse(text)
    else {
      if (key === name) found = text
      key = undefined
    }
  }
  return found
}

/** The position of each value directly inside an array or object. For an object, names and values alternate. */
function* children(container: string): Generator<{ from: number; to: number }> {
  const separators = /[\s,:]*/y
  for (let from = container.search(/[[{]/) + 1; ; ) {
    separators.lastIndex = from
    separators.test(container)
    from = separators.lastIndex
    if (from >= container.length || container[from] === ']' || container[from] === '}') return
    const to = findValueEnd(container, from)
    yield { from, to }
    from = to
  }
}

function findValueEnd(json: string, start: number): number {
  const first = json[start]
  if (first === '"') return findStringEnd(json, start)
  if (first !== '{' && first !== '[') {
    const literal = /[^\s,\]}]*/y
    literal.lastIndex = start
    literal.test(json)
    return literal.lastIndex
  }
  const structure = /["[\]{}]/g
  structure.lastIndex = start
  for (let depth = 0; ; ) {
    const found = structure.exec(json)
    if (!found) return json.length
    if (found[0] === '"') structure.lastIndex = findStringEnd(json, found.index)
    else depth += found[0] === '{' || found[0] === '[' ? 1 : -1
    if (depth === 0) return structure.lastIndex
  }
}

function findStringEnd(json: string, start: number): number {
  const special = /["\\]/g
  special.lastIndex = start + 1
  for (;;) {
    const found = special.exec(json)
    if (!found) return json.length
    if (found[0] === '"') return special.lastIndex
    special.lastIndex += 1
  }
}
