import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { prepare } from '../src/platform/smtp/envelope.ts'
import type { Spool, Taken } from './spool.ts'

type Done = (error?: Error | null) => void
type Pending = { letter: Taken; done: Done }

const LARGEST = 26_214_400
/** The next hop is asked for these when the letter goes on; here only its lines are looked at. */
const EVERYTHING = { pipelining: true, eightBit: true, utf8: true, startTls: false, auth: [] }

/** Listens for letters of `allowed` addresses. Each is answered when it is on the disk; those that come together are written together. */
export async function listen(spool: Spool, { host, port, allowed }: { host: string; port: number; allowed: string[] }) {
  const pending: Pending[] = []
  const flush = () => {
    const all = pending.splice(0)
    try {
      spool.take(
        all.map(({ letter }) => letter),
        Date.now(),
      )
      for (const { done } of all) done()
    } catch (error) {
      console.error(error)
      for (const { done } of all) done(no(451, '4.3.1 cannot write it down now'))
    }
  }
  const server = new SMTPServer({
    banner: 'appui hop',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: LARGEST,
    closeTimeout: 5_000,
    onConnect: ({ remoteAddress }, done) => done(allowed.includes(remoteAddress) ? undefined : no(554, '5.7.1 not from here')),
    // Of two readers one might be refused by the next hop, when both were promised.
    onRcptTo: (_address, { envelope }, done) =>
      done(envelope.rcptTo.length > 0 ? no(452, '4.5.3 one reader a letter') : undefined),
    onData: (stream, session, done) => {
      read(stream, session).then(
        (letter) => {
          pending.push({ letter, done })
          if (pending.length === 1) setImmediate(flush)
        },
        (error: Error) => done(error),
      )
    },
  })
  server.on('error', (error) => console.error(error.message))
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  return {
    // It listens on a port, not on a socket in a folder.
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const no = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

async function read(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<Taken> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  if (stream.sizeExceeded) throw no(552, '5.3.4 too large')
  const data = Buffer.concat(pieces)
  const id = messageId(data)
  if (id === undefined) throw no(554, '5.6.0 a letter here has one Message-ID')
  const from = envelope.mailFrom ? envelope.mailFrom.address : ''
  const to = envelope.rcptTo[0]!.address
  // What could never go on is refused while somebody listens.
  const said = prepare({ from, to, data }, EVERYTHING)
  if ('code' in said) throw no(said.code, `${said.enhanced} ${said.text}`)
  return { id, from, to, data }
}

/** The one Message-ID among the headers; undefined for none, and for two, of which a reader might take the other. */
function messageId(data: Buffer): string | undefined {
  const end = data.indexOf('\r\n\r\n')
  const header = data.toString('latin1', 0, end < 0 ? data.length : end + 2).replace(/\r\n[\t ]+/g, ' ')
  const ids = [...header.matchAll(/^message-id[\t ]*:[\t ]*(<[^\s<>]{1,500}>)[\t ]*\r$/gim)]
  return ids.length === 1 ? ids[0]![1] : undefined
}
