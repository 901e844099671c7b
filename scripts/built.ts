import { existsSync } from 'node:fs'

/** Ends the program with a message if the package has not been built. */
export function requireBuild(): void {
  if (existsSync(new URL('../dist/index.js', import.meta.url))) return
  console.error("dist/ is missing: run 'npm run build' first.")
  process.exit(1)
}
