/** Copies text, and tells whether the browser allowed it. */
export const copyText = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )

/** `12:05:09`, by the reader's clock. */
export const timeOf = (at: Date): string => at.toTimeString().slice(0, 8)
