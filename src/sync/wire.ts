/**
 * Cuts the records out of an answer as text, so that what is stored is what came: a number that went through JavaScript could
 * lose digits. The text has been parsed before, so it is known to be valid JSON.
 */

/** The text of each record in `data`: of its elements if it is an array, otherwise of the one record. */
export function recordTexts(answer: string): string[] {
  const data = memberNamed(answer, 'data')
  if (data === undefined) return []
  return data.startsWith('[') ? [...children(data)].map(({ from, to }) => data.slice(from, to)) : [data]
}

/** The value of a member of an object. The last one counts, as for `JSON.parse`. */
function memberNamed(object: string, name: string): string | undefined {
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

/** Where each value directly inside an array or object lies; of an object, the names and the values in turn. */
function* children(container: string): Generator<{ from: number; to: number }> {
  const separators = /[\s,:]*/y
  for (let from = container.search(/[[{]/) + 1; ; ) {
    separators.lastIndex = from
    separators.test(container)
    from = separators.lastIndex
    if (from >= container.length || container[from] === ']' || container[from] === '}') return
    const to = endOfValue(container, from)
    yield { from, to }
    from = to
  }
}

function endOfValue(json: string, start: number): number {
  const first = json[start]
  if (first === '"') return endOfString(json, start)
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
    if (found[0] === '"') structure.lastIndex = endOfString(json, found.index)
    else depth += found[0] === '{' || found[0] === '[' ? 1 : -1
    if (depth === 0) return structure.lastIndex
  }
}

function endOfString(json: string, start: number): number {
  const special = /["\\]/g
  special.lastIndex = start + 1
  for (;;) {
    const found = special.exec(json)
    if (!found) return json.length
    if (found[0] === '"') return special.lastIndex
    special.lastIndex += 1
  }
}
