/** Undoes the escaping of a text, so that a secret is found however a server spells it. Takes time linear in its length. */

/** A text without escapes. */
export interface Unescaped {
  text: string
  /** Returns where a character of it is in the original text. Its length is the position of the end. */
  positionOf: (index: number) => number
}

const HTML_NAMES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * One escaped character: in JSON and JavaScript (`\/`, `\u0041`, `\x41`, escaped again or not), in URLs (`%41`, `%2541`) and in
 * HTML (`&#65;`, `&#x41;`, `&amp;`). No part of it can match in two ways, so a hostile text cannot make it slow.
 */
const ESCAPED =
  /\\+(?:(?:u00|x)([\da-f]{2})|([^\\]))?|%(?:25)*([\da-f]{2})|&(?:amp;)*(?:#0*(\d{1,3})|#x0*([\da-f]{1,2})|(amp|lt|gt|quot|apos));/gis

export function unescapeText(text: string): Unescaped {
  if (!/[\\%&]/.test(text)) return { text, positionOf: (index) => index }
  const positions = new Uint32Array(text.length + 1)
  const parts: string[] = []
  let length = 0
  let copied = 0
  const copyUntil = (end: number) => {
    parts.push(text.slice(copied, end))
    while (copied < end) positions[length++] = copied++
  }
  for (const { 0: escaped, 1: json, 2: letter, 3: url, 4: decimal, 5: html, 6: name = '', index } of text.matchAll(ESCAPED)) {
    const hex = json ?? url ?? html
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    copyUntil(index)
    parts.push(letter ?? HTML_NAMES[name.toLowerCase()] ?? String.fromCharCode(code))
    positions[length++] = index
    copied = index + escaped.length
  }
  copyUntil(text.length)
  positions[length] = text.length
  return { text: parts.join(''), positionOf: (index) => positions[index] ?? text.length }
}

/** Removes the beginning of an escaped character at the end, where a text was cut. */
export const withoutCutEscape = (text: string): string => text.replace(/(?:[\\%]|&(?:amp;)*)[\\#\w]{0,9}$/, '')
