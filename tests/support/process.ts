import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { until } from './program.ts'
import { freePort } from '../../tools/free-port.ts'

export type RunningServer = { base: string; process: ChildProcess; output(): string; kill(signal: NodeJS.Signals): Promise<void> }

/** Starts the built program as a process of its own, on a free port, and waits until it is ready. */
export async function startServer(env: Record<string, string>): Promise<RunningServer> {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const child = spawn('node', ['dist/server/main.js', 'start'], {
    env: {
      PATH: process.env.PATH!,
      PORT: String(port),
      PUBLIC_URL: base,
      TRUST_PROXY: 'loopback',
      SIGNATURES_PER_MINUTE: '1000000',
      LOG_FORMAT: 'json',
      ...env,
    },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const ready = async () => {
    if (child.exitCode !== null) throw new Error(`The server ended: ${output}`)
    const response = await fetch(`${base}/readyz`).catch(() => undefined)
    return response?.ok || undefined
  }
  // A machine that runs all tests at once is slow to start one more.
  await until(ready, 'the server', 100)
  return {
    base,
    process: child,
    output: () => output,
    kill: (signal) =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill(signal)
      }),
  }
}

/** Signs with as many clients, again and again, until told to stop. Gives the addresses that the server acknowledged. */
export function keepSigning(base: string, clients: number) {
  const acknowledged: string[] = []
  const statuses = new Map<number, number>()
  let stopped = false
  let signalled = Number.POSITIVE_INFINITY
  let cut = 0
  let n = 0
  const client = async () => {
    while (!stopped) {
      const i = n++
      const email = `crowd.${i}@example.org`
      const body = JSON.stringify({ email, given_name: 'Zoé', postal_code: '69003', consents: { news: false, calls: false } })
      const headers = {
        'content-type': 'application/json',
        'x-forwarded-for': `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
      }
      const sent = performance.now()
      const status = await fetch(`${base}/api/v1/signatures`, { method: 'POST', body, headers }).then(
        // Read to its end, so that the next one goes over the same connection.
        async (response) => (await response.arrayBuffer(), response.status),
        () => 0,
      )
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      // Sent well before the signal, and never answered.
      if (status === 0 && sent < signalled - 50 && Number.isFinite(signalled)) cut += 1
      if (status === 202) acknowledged.push(email)
      if (status === 0) await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const all = Array.from({ length: clients }, client)
  return {
    acknowledged,
    statuses,
    cut: () => cut,
    noteSignal: () => void (signalled = performance.now()),
    stop: async () => ((stopped = true), Promise.all(all)),
  }
}
