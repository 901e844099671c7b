/**
 * Makes the search of the page ignore Greek accents and the form of the final sigma: readers type «πιστωτικο» and «ΠΕΛΑΤΕΣ».
 * The patched Redoc (redoc-patches.ts) calls it with its index and with what the reader types. It keeps the length of a text,
 * because Redoc marks the found words by their position.
 */
export const SEARCH_SCRIPT = `
globalThis.billitFold = (text) => {
  const plain = { ά: 'α', έ: 'ε', ή: 'η', ί: 'ι', ϊ: 'ι', ΐ: 'ι', ό: 'ο', ύ: 'υ', ϋ: 'υ', ΰ: 'υ', ώ: 'ω', ς: 'σ' }
  return text.toLowerCase().replace(/[άέήίϊΐόύϋΰώς]/g, (letter) => plain[letter])
}`
