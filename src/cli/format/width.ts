/** How wide a text is on a terminal, in columns. */
import { escapeControls } from '../../core/text.ts'

const graphemes = new Intl.Segmenter('el', { granularity: 'grapheme' })

/** Combining marks, and characters that are not shown. */
const INVISIBLE = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u

/** Chinese, Japanese and Korean characters, full-width forms, and emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u

const graphemeWidth = (grapheme: string): number => (INVISIBLE.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1)

/** The width of a text without control characters. An accent over a letter takes no column, a Chinese character two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment)
  return width
}

/** Text of a server as one line of a table: it controls no terminal, and breaks no line. */
export const toCell = (text: string): string => escapeControls(text.replace(/\s+/g, ' ').trim())

/** Cuts a text that is too wide, and marks the cut. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  return width < 1 ? '' : `${takeColumns(text, width - 1).head}…`
}

/** Splits a text where it reaches the width. The head is never empty, so that a loop ends. */
function takeColumns(text: string, width: number): { head: string; tail: string } {
  let used = 0
  let length = 0
  for (const { segment } of graphemes.segment(text)) {
    used += graphemeWidth(segment)
    if (used > width) break
    length += segment.length
  }
  return { head: text.slice(0, length), tail: text.slice(length) }
}

/** Breaks a text into lines of the width, at least 2, anywhere. */
export function breakLines(text: string, width: number): string[] {
  const lines: string[] = []
  for (let rest = text; rest !== ''; ) {
    const { head, tail } = takeColumns(rest, width)
    lines.push(head)
    rest = tail
  }
  return lines.length === 0 ? [''] : lines
}

/** Adds spaces up to the width, on the side that the alignment leaves free. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const spaces = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return align === 'left' ? text + spaces : spaces + text
}
