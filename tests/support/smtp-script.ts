import { type AddressInfo, createServer, type Socket } from 'node:net'

/** What a client has just said. `dot`: the end of a letter. `letter`: how many MAILs this connection has heard. `isEarly`: said before the answer to what was said before. */
export type Heard = { step: string; letter: number; session: number; line: string; isEarly: boolean }

/** What the server does about it. `say` as it stands on the line, in pieces of one octet each `every` milliseconds where that is given. `silent`: nothing any more. */
export type Act = { say?: string; every?: number; stores?: boolean; closes?: 'end' | 'reset'; silent?: boolean }

const GREETING = '220 scripted.example ESMTP'
const ABLE = ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE 1000000', 'ENHANCEDSTATUSCODES']

/**
 * A mail server that does just what a test says, octet by octet, and otherwise takes everything. It reads as it comes and answers in order, whether the client waits
 * or not. Keeps what it stored, and what it heard after a letter's end.
 */
export async function scriptedServer(script: (heard: Heard) => Act | undefined = () => undefined, able: string[] = ABLE) {
  const stored: string[] = []
  const heard: Heard[] = []
  const sockets = new Set<Socket>()
  let session = 0
  const server = createServer((socket) => {
    session += 1
    sockets.add(socket.setNoDelay(true))
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    serve({ socket, script, able, stored, heard, session })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    stored,
    heard,
    sockets,
    // It listens on a port, not on a socket in a folder.
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type Serving = {
  socket: Socket
  script: (heard: Heard) => Act | undefined
  able: string[]
  stored: string[]
  heard: Heard[]
  session: number
}

function serve({ socket, script, able, stored, heard, session }: Serving): void {
  let read = ''
  let letter = 0
  let data: string | undefined
  let acts = Promise.resolve()
  let owed = 0
  const act = (step: string, line: string, usual: Act) => {
    const said = { step, line, letter, session, isEarly: owed > 0 }
    heard.push(said)
    owed += 1
    const body = data
    acts = acts.then(async () => {
      const does = { ...usual, ...script(said) }
      if (does.stores) stored.push(body ?? '')
      // Not a word any more, to what comes later either.
      if (does.silent) return new Promise<void>(() => {})
      owed -= 1
      await say(socket, does)
      if (does.closes === 'end') socket.end()
      if (does.closes === 'reset') socket.resetAndDestroy()
    })
  }
  const command = (line: string) => {
    const step = (/^[a-z]+/i.exec(line)?.[0] ?? '').toUpperCase()
    if (step === 'MAIL') letter += 1
    if (step === 'EHLO') return act(step, line, { say: ehlo(able) })
    if (step === 'QUIT') return act(step, line, { say: '221 bye', closes: 'end' })
    if (step !== 'DATA') return act(step, line, { say: '250 2.1.0 ok' })
    // The script may refuse: then what follows are commands.
    const does = script({ step, line, letter, session, isEarly: false })
    if (does?.say === undefined || does.say.startsWith('3')) data = ''
    return act(step, line, { say: '354 go on' })
  }
  act('greeting', '', { say: GREETING })
  socket.setEncoding('latin1').on('data', (text: string) => {
    read += text
    for (let end = read.indexOf('\r\n'); end >= 0; end = read.indexOf('\r\n')) {
      const line = read.slice(0, end)
      read = read.slice(end + 2)
      if (data === undefined) command(line)
      else if (line !== '.') data += `${line.replace(/^\./, '')}\r\n`
      else {
        act('dot', '', { say: '250 2.0.0 taken', stores: true })
        data = undefined
      }
    }
  })
}

const ehlo = (able: string[]) =>
  ['scripted.example', ...able].map((word, n) => `250${n < able.length ? '-' : ' '}${word}`).join('\r\n')

async function say(socket: Socket, { say, every }: Act): Promise<void> {
  if (say === undefined) return
  const octets = Buffer.from(say.endsWith('\n') || say === '' ? say : `${say}\r\n`)
  if (every === undefined) return void (socket.writable && socket.write(octets))
  for (const octet of octets) {
    if (!socket.writable) return
    socket.write(Buffer.from([octet]))
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}
