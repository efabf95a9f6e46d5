/** A known weakness of a package; severity as npm tells it. */
export type Finding = { name: string; severity: string; title: string; range: string }
/** What the registry answered on a day, about which packages ("name@version"). */
export type Answer = { asked: string; versions: string[]; findings: Finding[] }

/** Days after which an answer is old: new weaknesses are published every day. */
const OLD = 30

type Report = {
  auditReportVersion?: number
  vulnerabilities?: Record<string, { name: string; severity: string; range: string; via: (string | { title?: string })[] }>
}

/** What `npm audit --json` found (npm 11, report version 2). Undefined: it is no report, since the registry gave no answer. */
export function findingsOf(output: string): Finding[] | undefined {
  const report = parsed(output)
  if (!report?.auditReportVersion || !report.vulnerabilities) return undefined
  return Object.values(report.vulnerabilities).map(({ name, severity, range, via }) => ({
    name,
    severity,
    range,
    title: via.map((one) => (typeof one === 'string' ? `through ${one}` : (one.title ?? ''))).join('; '),
  }))
}

/** Lines for who reads, and whether something is bad enough to stop. */
export function telling(answer: Answer | undefined, { today, versions }: { today: string; versions: string[] }) {
  if (!answer)
    return { lines: ['Weaknesses of packages: could not look. The registry does not answer, and nothing was kept.'], bad: false }
  const days = Math.round((Date.parse(today) - Date.parse(answer.asked)) / 86_400_000)
  const known = new Set(answer.versions)
  const unknown = versions.filter((one) => !known.has(one))
  const bad = answer.findings.filter(({ severity }) => severity === 'high' || severity === 'critical')
  return {
    lines: [
      `Weaknesses of packages: ${answer.findings.length} known, ${bad.length} of them high or critical, asked on ${answer.asked}.`,
      ...answer.findings.map(({ name, severity, range, title }) => `- ${severity}: ${name} ${range}: ${title}`),
      ...(days > OLD ? [`That is ${days} days ago: what was published since is not in it.`] : []),
      ...(unknown.length > 0 ? [`Not asked about: ${unknown.join(', ')}`] : []),
    ],
    bad: bad.length > 0,
  }
}

function parsed(text: string): Report | undefined {
  try {
    return JSON.parse(text) as Report
  } catch {
    return undefined
  }
}
