/** Copies text. Resolves to `false` if the browser does not allow it. */
export const copyText = (text: string): Promise<boolean> =>
  navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )

/** Returns a time such as `12:05:09`, in the reader's time zone. */
export const formatTime = (at: Date): string => at.toTimeString().slice(0, 8)

/** Returns `el` if all letters of a text are Greek, so that a screen reader pronounces it right. Otherwise `undefined`. */
export const detectGreek = (text: string): 'el' | undefined => {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.length > 0 && letters.every((letter) => /\p{Script=Greek}/u.test(letter)) ? 'el' : undefined
}
