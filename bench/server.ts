import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../tools/free-port.ts'

export type BenchServer = {
  port: number
  dataDir: string
  process: ChildProcess
  kill(signal?: NodeJS.Signals): Promise<void>
  remove(): void
}

/** Starts the built program on a free port and waits until it is ready: limits out of the way, nothing else changed. */
export async function startServer(command: 'start' | 'demo', env: Record<string, string> = {}): Promise<BenchServer> {
  const port = await freePort()
  const dataDir = env.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'appui-bench-'))
  const limits = {
    SIGNATURES_PER_MINUTE: '1000000000',
    TRUST_PROXY: 'loopback',
    LOG_LEVEL: 'warn',
    SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9',
  }
  // BENCH_ENV='{"NODE_OPTIONS":"…"}' measures the program under settings of one's own.
  const asked = JSON.parse(process.env.BENCH_ENV ?? '{}') as Record<string, string>
  const settings = { ...asked, PATH: process.env.PATH!, PORT: String(port), DATA_DIR: dataDir, ...limits, ...env }
  // As the image starts it beside a server, and `npm start` on the embedded database.
  const young = env.DATABASE_URL ? 16 : 8
  const child = spawn('node', [`--max-semi-space-size=${young}`, 'dist/server/main.js', command], {
    env: settings,
    stdio: ['ignore', process.env.BENCH_LOG ? 'inherit' : 'ignore', 'inherit'],
  })
  // A benchmark that fails leaves no server behind.
  process.once('exit', () => child.kill('SIGKILL'))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await ready(port, child)
  return {
    port,
    dataDir,
    process: child,
    kill: async (signal = 'SIGTERM') => {
      child.kill(signal)
      await exited
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

async function ready(port: number, child: ChildProcess): Promise<void> {
  const end = Date.now() + 240_000
  while (Date.now() < end && child.exitCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The server did not become ready')
}
