import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { promisify } from 'node:util'
import { letterOf } from './letters.ts'
import type { Order, Sent } from './mail-sender.ts'
import { type Benchmark, nothing, round, tell } from './report.ts'

const run = promisify(execFile)
const CONNECTIONS = 20

/** Where Debian's package postfix puts it. */
function tool(name: string): string {
  const found = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
    .map((folder) => `${folder}/${name}`)
    .find(existsSync)
  if (!found) throw new Error(`${name} is missing: it is part of Debian's package postfix`)
  return found
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

/** Takes every letter and forgets it. Its usual 256 sessions would silently stall more; as root it wants to be told whose rights to take. */
async function sink(): Promise<{ port: number; end(): void }> {
  const port = await freePort()
  const as = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(tool('smtp-sink'), [...as, '-m', '2000', `127.0.0.1:${port}`, '1000'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let tries = 0; !(await listens(port)); tries++) {
    if (tries > 100 || child.exitCode !== null) throw new Error('smtp-sink does not listen')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { port, end: () => child.kill('SIGKILL') }
}

const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

async function send(order: Order): Promise<Sent> {
  // As `npm start` runs the program.
  const { stdout } = await run('node', ['--max-semi-space-size=8', 'bench/mail-sender.ts', JSON.stringify(order)])
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as Sent
}

/** Several senders at once: their rate together, and what each letter cost. */
async function together(orders: Order[]): Promise<{ rate: number; cpu: number }> {
  const sent = await Promise.all(orders.map(send))
  return {
    rate: sent.reduce((sum, { letters, seconds }) => sum + letters / seconds, 0),
    cpu: sent.reduce((sum, { cpu_us }) => sum + cpu_us, 0) / sent.length,
  }
}

/** Microseconds of CPU that OpenSSL itself takes for a signature: it counts its own CPU, not the time on the wall. */
async function openssl(seconds: number): Promise<number> {
  const { stdout } = await run('openssl', ['speed', '-seconds', String(seconds), 'rsa2048'])
  const rate = /rsa\s+2048 bits?\s+\S+\s+\S+\s+([\d.]+)/.exec(stdout)?.[1]
  return 1_000_000 / Number(rate)
}

/** Postfix's own source of letters, which makes none and signs none: the same octets each time. */
async function source(port: number, letters: number): Promise<{ rate: number; cpu: number }> {
  const command = `TIMEFORMAT='%R %U %S'; time ${tool('smtp-source')} -s ${CONNECTIONS} -l 12000 -m ${letters} 127.0.0.1:${port}`
  const { stderr } = await run('bash', ['-c', command], { env: { ...process.env, LC_ALL: 'C' } })
  const [wall, user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number, number]
  return { rate: letters / wall, cpu: ((user + system) * 1_000_000) / letters }
}

const mean = (...figures: number[]) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length

/** Letters of 12 kB, each made and signed for one person, into a sink on the same machine. */
export const mailSend: Benchmark = async ({ quick }) => {
  const { port, end } = await sink()
  const [many, few] = quick ? [6_000, 2_000] : [30_000, 6_000]
  const unsignedLetters = quick ? 20_000 : 100_000
  const order = { port, connections: CONNECTIONS, signed: true } as const
  const { headers, body } = letterOf(1, new Date())
  tell(`a letter: ${headers.join('').length + body.length} octets before its signature`)

  const before = await openssl(quick ? 2 : 5)
  const ours = await together([{ ...order, way: 'ours', letters: many }])
  const theirs = await together([{ ...order, way: 'nodemailer', letters: few }])
  const bare = mean(before, await openssl(quick ? 2 : 5))
  tell(
    `signed: ${Math.round(ours.rate)} letters/s, ${round(ours.cpu)} µs of CPU a letter; OpenSSL alone ${round(bare)} µs a signature`,
  )
  tell(`nodemailer's pool with DKIM: ${Math.round(theirs.rate)} letters/s, ${round(theirs.cpu)} µs of CPU a letter`)

  const unsigned = { ...order, way: 'ours', signed: false, letters: unsignedLetters / 2 } as const
  const sourceBefore = await source(port, unsignedLetters)
  const two = await together([unsigned, unsigned])
  const sourceAfter = await source(port, unsignedLetters)
  const yardstick = { rate: mean(sourceBefore.rate, sourceAfter.rate), cpu: mean(sourceBefore.cpu, sourceAfter.cpu) }
  tell(`unsigned, two processes: ${Math.round(two.rate)} letters/s, ${round(two.cpu)} µs of CPU a letter`)
  tell(`smtp-source -s ${CONNECTIONS}: ${Math.round(yardstick.rate)} letters/s, ${round(yardstick.cpu)} µs of CPU a letter`)
  end()
  return {
    name: 'mail-send',
    ...nothing,
    value: Math.round(ours.rate),
    unit: 'letters/s',
    ratio: round(bare / ours.cpu),
    cpu_us: Math.round(ours.cpu),
    openssl_us: Math.round(bare),
    times_nodemailer: round(theirs.cpu / ours.cpu),
    times_nodemailer_by_the_clock: round(ours.rate / theirs.rate),
    unsigned_per_s: Math.round(two.rate),
    unsigned_ratio: round(two.rate / yardstick.rate),
    unsigned_cpu_us: round(two.cpu),
    source_cpu_us: round(yardstick.cpu),
    note: 'signed RSA-2048; ratio: CPU of OpenSSL a signature over CPU of our sender a letter; unsigned_ratio: over smtp-source, by the clock',
  }
}
