/**
 * A step of the workflows: `npm audit --audit-level=high` for the production tree, for the optional peers as a user installs them, and
 * for the packages that the build bundles, in the versions of the lock file. Fails on an advisory that `.github/accepted-advisories.json` does not accept, with a reason and a last day.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Acceptance, type AuditReport, findUnaccepted } from './advisories.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const readJson = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

const accepted: Acceptance[] = readJson('.github/accepted-advisories.json')
const today = new Date().toISOString().slice(0, 10)
const found = [...audit(ROOT), ...auditPeers(), ...auditBundled()].flatMap((report) => findUnaccepted(report, accepted, today))
for (const line of new Set(found)) console.error(line)
console.log(found.length === 0 ? 'No advisory of the level high or above.' : 'Update the package, or accept the advisory.')
process.exitCode = found.length === 0 ? 0 : 1

function audit(folder: string): AuditReport[] {
  // It exits with 1 if there are findings, which the report contains.
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json']
  const { stdout } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' })
  const report: AuditReport & { error?: { summary?: string } } = JSON.parse(stdout)
  if (report.error) throw new Error(`npm audit failed: ${report.error.summary}`)
  return [report]
}

function auditPeers(): AuditReport[] {
  return auditPackages(readJson('package.json').peerDependencies)
}

/** Users get these versions, and cannot update them. */
function auditBundled(): AuditReport[] {
  const { devDependencies } = readJson('package.json')
  const names = [
    '@faker-js/faker',
    '@stoplight/prism-http',
    'ofetch',
    'pdfkit',
    'preact',
    'prism-code-editor',
    '@cfworker/json-schema',
  ]
  return auditPackages(Object.fromEntries(names.map((name) => [name, devDependencies[name]])), 'package-lock.json')
}

/** @param lockFile npm keeps its versions. */
function auditPackages(dependencies: Record<string, string>, lockFile?: string): AuditReport[] {
  const folder = mkdtempSync(join(tmpdir(), 'billit-audit-'))
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
    if (lockFile !== undefined) copyFileSync(join(ROOT, lockFile), join(folder, 'package-lock.json'))
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { cwd: folder })
    return audit(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
