// What @types/validator leaves out.
declare module 'validator/lib/isVAT.js' {
  export const vatMatchers: Readonly<Record<string, (vatId: string) => boolean>>
}
