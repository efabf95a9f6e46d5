import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../tools/free-port.ts'
import { type Benchmark, nothing, type Report, round, tell } from './report.ts'

/** Seconds that a program is left in peace before its memory is read. */
const QUIET = 8

type Started = { seconds: number; rss: number; /** Seconds at which each line came. */ lines: [number, string][] }
type Options = { quiet?: number; env?: Record<string, string> }

/** `npm start` in a folder, until /healthz answers; then its memory after a quiet while, and its end. */
async function npmStart(folder: string, dataDir: string, { quiet = 0, env = {} }: Options = {}): Promise<Started> {
  const port = String(await freePort())
  const begun = performance.now()
  const since = () => round((performance.now() - begun) / 1000)
  const lines: [number, string][] = []
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PATH: ownPath(), DATA_DIR: dataDir, PORT: port, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.on('data', (text) =>
    lines.push(
      ...String(text)
        .split('\n')
        .map((line): [number, string] => [since(), line]),
    ),
  )
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    await healthy(port, child)
    const seconds = since()
    await pause(quiet)
    return { seconds, rss: quiet > 0 ? memoryOf(dataDir) : 0, lines }
  } finally {
    const holder = holderOf(dataDir)
    process.kill(-child.pid!, 'SIGTERM')
    await gone
    // npm ends before its program does, which writes its database first.
    while (isAlive(holder)) await pause(0.05)
  }
}

/** The machine's own Node begins, as for somebody who has just cloned: npm puts that of the packages before it. */
const ownPath = () =>
  process.env
    .PATH!.split(':')
    .filter((entry) => !entry.includes('node_modules'))
    .join(':')

async function healthy(port: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined)
    if (answer?.ok) return
    await pause(0.02)
  }
  throw new Error('npm start ended')
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

/** The process that has the database open. */
const holderOf = (dataDir: string) => readFileSync(join(dataDir, 'database.lock'), 'utf8').trim()

const isAlive = (process: string) => existsSync(`/proc/${process}/exe`)

/** Megabytes of the process that has the database open. */
const memoryOf = (dataDir: string) => megabytes(holderOf(dataDir))

function megabytes(process: string): number {
  const [, kilobytes] = /^Rss:\s+(\d+)/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'))!
  return Math.round(Number(kilobytes) / 1024)
}

/** The same data in a PGlite that does nothing but one query. */
async function bareMemory(dataDir: string): Promise<number> {
  const script = `const { PGlite } = await import('@electric-sql/pglite')
    const pglite = await PGlite.create(process.argv[1])
    await pglite.query('select count(*) from place')
    console.log('open')
    setInterval(() => {}, 1000)`
  const child = spawn('node', ['--input-type=module', '-e', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await pause(QUIET)
  const bare = megabytes(String(child.pid))
  child.kill()
  return bare
}

/** A clone with nothing in it but what is committed, and a cache of npm that is empty. */
async function firstStart(folder: string) {
  const clone = join(folder, 'clone')
  mkdirSync(clone)
  execFileSync('tar', ['x', '-C', clone], { input: execFileSync('git', ['archive', 'HEAD'], { maxBuffer: 2 ** 30 }) })
  const { seconds, lines } = await npmStart(clone, join(folder, 'first'), { env: { npm_config_cache: join(folder, 'cache') } })
  const at = (text: string) => lines.find(([, line]) => line.includes(text))?.[0] ?? 0
  const [building, running, loading, loaded] = [
    'Building',
    'dist/server/main.js start',
    'eading the towns',
    'he towns are there',
  ].map(at)
  const load = loaded! - loading!
  return {
    first_s: seconds,
    install_s: round(building! - at('Installing')),
    build_s: round(running! - building!),
    load_s: round(load),
    boot_s: round(seconds - running! - load),
  }
}

/** `npm start` again, its memory beside that of its database alone, and (not when quick) the very first one. */
export const start: Benchmark = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'appui-start-'))
  try {
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir)
    await npmStart(process.cwd(), dataDir)
    const warm = await npmStart(process.cwd(), dataDir, { quiet: QUIET })
    tell(`again: ${warm.seconds} s, ${warm.rss} MB`)
    cpSync(join(dataDir, 'database'), join(folder, 'bare'), { recursive: true })
    const bare = await bareMemory(join(folder, 'bare'))
    const first = quick ? {} : await firstStart(folder)
    return reportOf(warm, bare, first)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type StartReport = Report & { warm_s: number; rss_mb: number; bare_rss_mb: number }

function reportOf(warm: Started, bare: number, first: object): StartReport {
  return {
    name: 'start',
    ...nothing,
    value: warm.seconds,
    unit: 's',
    warm_s: warm.seconds,
    rss_mb: warm.rss,
    bare_rss_mb: bare,
    ...first,
    note: `npm start to /healthz on the embedded database; memory after ${QUIET} quiet seconds, beside PGlite alone with the same data; first_s: an empty clone with an empty cache of npm`,
  }
}
