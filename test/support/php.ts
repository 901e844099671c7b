/** Whether PHP with its curl extension is missing. In CI this is an error. Elsewhere the tests are skipped with a warning. */
import { spawnSync } from 'node:child_process'

export const noPhp = !spawnSync('php', ['-m'], { encoding: 'utf8' }).stdout?.includes('curl')
if (noPhp && process.env.CI) throw new Error('php is missing: apt-get install php-cli php-curl')
if (noPhp)
  console.warn(
    "The PHP samples are not run, because php or its curl extension is missing. Install Debian's php-cli and php-curl.",
  )
