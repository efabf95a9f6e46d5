import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** What it answers to RCPT, by address: its code and its words. */
type Refused = Record<string, [number, string]>

/** A real SMTP server on loopback that hands over what it gets. On a free port unless one is named. */
export async function smtpServer(receive: (to: string[], raw: string) => void, wanted = 0, refused: Refused = {}) {
  const server = new SMTPServer({
    authOptional: true,
    // A pool keeps its connections: they are not waited for.
    closeTimeout: 100,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const [responseCode, words] = refused[address] ?? []
      done(words === undefined ? undefined : Object.assign(new Error(words), { responseCode }))
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        receive(
          session.envelope.rcptTo.map(({ address }) => address),
          Buffer.concat(chunks).toString(),
        )
        done()
      })
    },
  })
  // Whoever is killed in the middle of a mail resets the line: that is what such tests are about.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', () => resolve()))
  // It listens on a port, not on a socket in a folder.
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}
