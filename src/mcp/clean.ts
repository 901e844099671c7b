/**
 * Makes text of other people safe to show to an agent or in a terminal. It cannot remove the meaning of a text: "ignore your
 * instructions" stays readable. It removes what hides a text from people, and what looks like markup, a link or an image.
 */
import { isRecord } from '../core/record.ts'

/** Control and format characters, also those of other planes that spell hidden text, and characters that are shown as nothing. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu

/** Characters of HTML, XML and Markdown. The others look alike, and mean nothing. */
const MARKUP: Record<string, string> = { '<': '‹', '>': '›', '[': '(', ']': ')', '`': "'" }

/** Makes a text one line without markup, and cuts it. */
export function cleanText(text: string, maxLength = 300): string {
  // Most of a huge text is never looked at.
  const line = text
    .slice(0, maxLength * 4)
    .replace(INVISIBLE, ' ')
    .replace(/[<>[\]`]/g, (character) => MARKUP[character] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  const letters = [...line]
  const isCut = letters.length > maxLength || text.length > maxLength * 4
  return isCut ? `${letters.slice(0, maxLength).join('')}…` : line
}

/** Deeper levels, further elements and fields with unusual names are left out. */
const MAX_DEPTH = 6
const MAX_ELEMENTS = 50
const FIELD_NAME = /^[\w.-]{1,60}$/

/** Cleans every text in a value. Fields that are null or empty are left out. */
export function cleanValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (!isRecord(value) || depth === MAX_DEPTH) return undefined
  if (Array.isArray(value)) return value.slice(0, MAX_ELEMENTS).map((each) => cleanValue(each, depth + 1))
  const fields = Object.entries(value)
    .filter(([name]) => FIELD_NAME.test(name))
    .map(([name, each]) => [name, cleanValue(each, depth + 1)] as const)
    .filter(([, each]) => each !== undefined && each !== '')
  return Object.fromEntries(fields)
}
