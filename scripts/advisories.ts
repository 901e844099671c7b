/** Reads the report of `npm audit`. Pure. */

export interface AuditReport {
  vulnerabilities?: Record<string, { via: Array<string | Advisory> }>
}

interface Advisory {
  name: string
  title: string
  severity: string
  /** Such as `https://github.com/advisories/GHSA-aaaa-bbbb-cccc`. */
  url: string
}

/** An advisory that does not affect users, or that has no fix yet. */
export interface Acceptance {
  /** Such as `GHSA-aaaa-bbbb-cccc`. */
  id: string
  reason: string
  /** The last day on which it is accepted, as `Y-m-d`. */
  until: string
}

const FAILING = ['high', 'critical']

/** Returns one line for each advisory of the level high or above that is not accepted today. */
export function findUnaccepted(report: AuditReport, accepted: readonly Acceptance[], today: string): string[] {
  const advisories = Object.values(report.vulnerabilities ?? {}).flatMap(({ via }) =>
    via.filter((one) => typeof one !== 'string'),
  )
  const isAccepted = ({ url }: Advisory) =>
    accepted.some(({ id, reason, until }) => url.endsWith(`/${id}`) && reason && until >= today)
  return advisories
    .filter((one) => FAILING.includes(one.severity) && !isAccepted(one))
    .map(({ name, severity, title, url }) => `${severity}: ${name}: ${title} (${url})`)
}
