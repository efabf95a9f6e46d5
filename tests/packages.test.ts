import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findingsOf, telling } from '../tools/weak-packages.ts'

type Locked = { packages: Record<string, { version?: string; hasInstallScript?: boolean; integrity?: string; link?: boolean }> }
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Locked

/** Packages that may run a script of their own when they are installed, by name, with the reason. None needs to. */
const MAY_RUN: string[] = []

test('no package runs a script when it is installed, but those named here', () => {
  const run = Object.entries(packages).flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path] : []))
  expect(run).toEqual(MAY_RUN)
  expect(readFileSync('bin/setup.mjs', 'utf8')).toContain("['ci', '--ignore-scripts'")
})

test('each package is held to the bytes that were locked', () => {
  const loose = Object.entries(packages).flatMap(([path, { integrity, link }]) => (path && !link && !integrity ? [path] : []))
  expect(loose).toEqual([])
  expect(Object.keys(packages).length).toBeGreaterThan(300)
})

const report = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    a: { name: 'a', severity: 'high', range: '<1.2.3', via: [{ title: 'Reads too far' }] },
    b: { name: 'b', severity: 'low', range: '*', via: ['a'] },
  },
})

test.each([
  [
    'a registry that knows of none',
    { output: '{"auditReportVersion":2,"vulnerabilities":{}}' },
    { bad: false, says: /^Weaknesses of packages: 0 known/ },
  ],
  ['one that is high', { output: report }, { bad: true, says: /high: a <1\.2\.3: Reads too far/ }],
  ['no answer, and nothing kept', { output: '{"message":"405 Method Not Allowed"}' }, { bad: false, says: /could not look/ }],
  ['no answer at all', { output: '' }, { bad: false, says: /could not look/ }],
  ['an answer of five weeks ago', { output: report, asked: '2026-10-20' }, { bad: true, says: /41 days ago/ }],
  [
    'a package that was not asked about',
    { output: report, versions: ['c@2.0.0'] },
    { bad: true, says: /Not asked about: c@2\.0\.0/ },
  ],
])(
  '%s is told as it is',
  (
    _what,
    { output, asked = '2026-11-30', versions = ['a@1.0.0'] }: { output: string; asked?: string; versions?: string[] },
    expected,
  ) => {
    const findings = findingsOf(output)
    const answer = findings && { asked, versions: ['a@1.0.0', 'b@1.0.0'], findings }
    const { lines, bad } = telling(answer, { today: '2026-11-30', versions })
    expect(bad).toBe(expected.bad)
    expect(lines.join('\n')).toMatch(expected.says)
  },
)
