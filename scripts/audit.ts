/**
 * A step of the workflows: `npm audit --audit-level=high` for the production tree, and for the optional peers as a user installs
 * them. Fails on an advisory that `.github/accepted-advisories.json` does not accept, with a reason and a last day.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Acceptance, type AuditReport, findUnaccepted } from './advisories.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const readJson = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))

const accepted: Acceptance[] = readJson('.github/accepted-advisories.json')
const today = new Date().toISOString().slice(0, 10)
const found = [...audit(ROOT), ...auditPeers()].flatMap((report) => findUnaccepted(report, accepted, today))
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
  const folder = mkdtempSync(join(tmpdir(), 'billit-audit-'))
  try {
    const { peerDependencies } = readJson('package.json')
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: peerDependencies }))
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], { cwd: folder })
    return audit(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
