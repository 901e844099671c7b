import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

/** A font with Greek letters, which the standard fonts of PDF lack. */
const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')

/** Writes a single page with a title and lines of text. */
export function writePdf({ title, lines }: { title: string; lines: string[] }): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 56, info: { Title: title } })
  const chunks: Uint8Array[] = []
  const written = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  pdf.font(FONT).fontSize(18).text(title).moveDown().fontSize(10)
  for (const line of lines) pdf.text(line || ' ')
  pdf.end()
  return written
}
