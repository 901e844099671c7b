/** The version of the package. Written by scripts/generate.ts from package.json. */
export const version = '0.0.0'
