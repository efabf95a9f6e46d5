import { sameClock } from './clock.ts'
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

type Hop = { port: number; said: Record<string, unknown>[]; kill(signal?: NodeJS.Signals): Promise<void> }

/** The hop as a process of its own. `next`: the port of the next hop. */
export async function startHop(settings: {
  dir: string
  next: number
  port?: number
  uncertain?: 'resend' | 'park'
}): Promise<Hop> {
  const { dir, next, port = 0, uncertain = 'resend' } = settings
  const child: ChildProcess = spawn('node', ['--disable-warning=ExperimentalWarning', 'hop/main.ts'], {
    env: {
      ...process.env,
      ...sameClock(),
      HOP_DIR: dir,
      HOP_NEXT: `smtp://127.0.0.1:${next}`,
      HOP_PORT: String(port),
      HOP_CONNECTIONS: '4',
      HOP_UNCERTAIN: uncertain,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const said: Record<string, unknown>[] = []
  const listening = new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const event = JSON.parse(line) as Record<string, unknown>
      said.push(event)
      if (event.event === 'listening') resolve(Number(event.port))
    })
    void ended.then(() => reject(new Error('the hop ended')))
  })
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal)
    await ended
  }
  return { port: await listening, said, kill }
}
