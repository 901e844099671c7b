/** Copies text. False if the browser does not allow it. */
export const copyText = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )

/** Such as `12:05:09`, in the reader's time zone. */
export const timeOf = (at: Date): string => at.toTimeString().slice(0, 8)
