import { styleText } from 'node:util'
import type { MockRequest } from '../mock/types.ts'

/** A line for an answered request, and a second one where the answer breaks the document. */
export function requestLine(request: MockRequest, at: Date, colours: boolean): string {
  const { method, url, status, milliseconds, violations } = request
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text)
  const took = `${Math.round(milliseconds)} ms`.padStart(7)
  const line = `${timeOf(at)}  ${method.padEnd(6)} ${url.padEnd(WIDTH)} ${paint(styleOf(status), String(status))} ${took}`
  if (violations.length === 0) return line
  return `${line}\n${INDENT}${paint('red', `breaks the document: ${violations.join('; ')}`)}`
}

type Style = 'green' | 'yellow' | 'red'

/** An invoice's path fits, and the line has 79 columns. */
const WIDTH = 50

const INDENT = ' '.repeat('00:00:00  '.length)

const styleOf = (status: number): Style => (status < 400 ? 'green' : status < 500 ? 'yellow' : 'red')

/** On the clock of this machine. */
const timeOf = (at: Date) => [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => `${part}`.padStart(2, '0')).join(':')
