import { FONT, PDFDocument } from '../vendor/pdf.ts'

/** A long line takes quadratic time to wrap. */
const MAX_LINE_LENGTH = 200
const MAX_LINES = 400

const shorten = (line: string): string => (line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line)

/** Writes pages with a title and lines of text. Shortens long lines, and leaves out the middle of a long text. */
export function writePdf({ title, lines }: { title: string; lines: string[] }): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 56, font: FONT, info: { Title: shorten(title) } })
  const chunks: Uint8Array[] = []
  const written = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES / 2), '…', ...lines.slice(-MAX_LINES / 2)] : lines
  pdf.fontSize(18).text(shorten(title)).moveDown().fontSize(10)
  for (const line of shown) pdf.text(shorten(line) || ' ')
  pdf.end()
  return written
}
