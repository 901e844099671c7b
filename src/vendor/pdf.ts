import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

export { default as PDFDocument } from 'pdfkit'

/** The path of a font with Greek letters, which the standard fonts of PDF lack. The package contains a part of it. */
export const FONT = import.meta.url.endsWith('.ts')
  ? createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')
  : fileURLToPath(new URL('./DejaVuSans.ttf', import.meta.url))
