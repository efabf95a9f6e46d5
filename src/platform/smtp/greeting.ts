import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Capabilities, inWords, type Limits, NoSession } from './outcomes.ts'
import type { Target } from './target.ts'
import { type Answer, Wire } from './wire.ts'

export type Greeted = { wire: Wire; capabilities: Capabilities }
type Opening = { target: Target; limits: Limits; signal: AbortSignal | undefined }

/** Connects, and says all that comes before a letter. Throws NoSession. */
export async function greet(opening: Opening): Promise<Greeted> {
  const { target, limits } = opening
  const over = AbortSignal.any([AbortSignal.timeout(limits.letter), ...(opening.signal ? [opening.signal] : [])])
  const isSafe = target.tls === 'at-once'
  const socket = await connected(
    isSafe ? connectTls(tlsOf(target)) : connect(target),
    isSafe ? 'secureConnect' : 'connect',
    limits,
  )
  let wire = new Wire(socket, shortest(limits))
  const stop = () => wire.end('given up')
  over.addEventListener('abort', stop)
  try {
    if (over.aborted) stop()
    expectOf(await wire.ask(undefined, limits.greeting), 220)
    let can = await hello(wire, opening)
    if (wantsTls(target, can)) {
      wire = await startTls(wire, opening)
      if (over.aborted) stop()
      can = await hello(wire, opening)
    }
    if (target.login) await logIn(wire, can, opening)
    mustBeQuiet(wire)
    return { wire, capabilities: can }
  } catch (error) {
    wire.end('no session')
    throw error instanceof NoSession ? error : new NoSession(error instanceof Error ? error.message : String(error))
  } finally {
    over.removeEventListener('abort', stop)
  }
}

const shortest = ({ connect: _connect, ...limits }: Limits) => Math.min(...Object.values(limits))

const tlsOf = ({ host, port, ca }: Target) => ({
  host,
  port,
  servername: /^[\d.:]+$/.test(host) ? '' : host,
  ...(ca ? { ca } : {}),
})

async function connected(socket: Socket, when: 'connect' | 'secureConnect', { connect: within }: Limits): Promise<Socket> {
  socket.setNoDelay(true)
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const timer = setTimeout(() => reject(new NoSession(`no connection within ${within} ms`)), within)
  const closed = () => reject(new NoSession('the server closed the connection'))
  socket.once(when, resolve).once('error', reject).once('close', closed)
  try {
    await promise
    socket.off('error', reject).off('close', closed)
    return socket
  } catch (error) {
    socket.on('error', () => {}).destroy()
    throw error instanceof NoSession ? error : new NoSession(error instanceof Error ? error.message : String(error))
  } finally {
    clearTimeout(timer)
  }
}

function mustBeQuiet({ gone, hasMore }: Wire): void {
  if (gone !== undefined || hasMore) throw new NoSession(gone ?? 'the server spoke out of turn')
}

function expectOf({ reply }: Answer, code: number): void {
  if (reply.code !== code) throw new NoSession(inWords(reply), reply)
}

/** RFC 5321 §3.2; a server that knows no EHLO is greeted as of old, and can nothing. */
async function hello(wire: Wire, { target, limits }: Opening): Promise<Capabilities> {
  const answer = await wire.ask(`EHLO ${target.name}`, limits.command)
  if (answer.reply.code >= 500 && answer.reply.code < 510) {
    expectOf(await wire.ask(`HELO ${target.name}`, limits.command), 250)
    return readCapabilities([])
  }
  expectOf(answer, 250)
  // The first line names the server.
  return readCapabilities(answer.lines.slice(1))
}

export function readCapabilities(lines: string[]): Capabilities {
  const words = new Map(
    lines.map((line) => {
      const [word = '', ...rest] = line.toUpperCase().trim().split(/[ =]+/)
      return [word, rest]
    }),
  )
  const size = words.has('SIZE') ? Number(words.get('SIZE')![0] ?? 0) : undefined
  return {
    pipelining: words.has('PIPELINING'),
    eightBit: words.has('8BITMIME'),
    utf8: words.has('SMTPUTF8'),
    startTls: words.has('STARTTLS'),
    ...(size !== undefined && Number.isSafeInteger(size) ? { size } : {}),
    auth: words.get('AUTH') ?? [],
  }
}

function wantsTls({ tls }: Target, { startTls }: Capabilities): boolean {
  if (tls === 'required' && !startTls) throw new NoSession('the server has no STARTTLS')
  return tls === 'required' || (tls === 'offered' && startTls)
}

/** RFC 3207. What came before the handshake was said by whoever sat in between: an answer that is already there ends it. */
async function startTls(wire: Wire, { target, limits }: Opening): Promise<Wire> {
  expectOf(await wire.ask('STARTTLS', limits.command), 220)
  mustBeQuiet(wire)
  const { host: _host, port: _port, ...options } = tlsOf(target)
  const secure = connectTls({ ...options, host: target.host, socket: wire.release() })
  return new Wire(await connected(secure, 'secureConnect', limits), shortest(limits))
}

/** RFC 4954: PLAIN (RFC 4616), or LOGIN where the server has nothing better. */
async function logIn(wire: Wire, { auth }: Capabilities, { target, limits }: Opening): Promise<void> {
  const { user, password } = target.login!
  const coded = (text: string) => Buffer.from(text).toString('base64')
  if (auth.includes('PLAIN')) {
    expectOf(await wire.ask(`AUTH PLAIN ${coded(`\0${user}\0${password}`)}`, limits.command), 235)
  } else if (auth.includes('LOGIN')) {
    expectOf(await wire.ask('AUTH LOGIN', limits.command), 334)
    expectOf(await wire.ask(coded(user), limits.command), 334)
    expectOf(await wire.ask(coded(password), limits.command), 235)
  } else throw new NoSession('the server takes neither AUTH PLAIN nor AUTH LOGIN')
}
