import { existsSync } from 'node:fs'

/** Ends the program with one sentence when dist/ has not been built. */
export function requireBuild(): void {
  if (existsSync(new URL('../dist/index.js', import.meta.url))) return
  console.error("There is no dist/ yet: run 'npm run build' first.")
  process.exit(1)
}
