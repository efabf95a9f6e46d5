import { createServer, type AddressInfo, type Socket } from 'node:net'

/** What a mail server does with one delivery. `busy`: closes for now (421); `later`: refuses the recipient for now (450); `full`: refuses the letter after it (451). */
export type Fault = 'ok' | 'drop' | 'busy' | 'later' | 'full' | 'die-in-data' | 'die-before-answer' | 'die-after-answer'

/**
 * A mail server as bad as they come, by hand, since a library for servers does not let its connections die in the middle of a letter. `faultOf`: what befalls the
 * next delivery of a connection. Keeps the ids of letters that it accepted (250 was written), and of those whose end it read and never answered.
 */
export async function badSmtpServer(port: number, faultOf: () => Fault, delay = 0) {
  const accepted: string[] = []
  const unanswered: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    serve(socket, { faultOf, accepted, unanswered, delay })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    accepted,
    unanswered,
    // It listens on a port, not on a socket in a folder.
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type Serving = { faultOf: () => Fault; accepted: string[]; unanswered: string[]; delay: number }

function serve(socket: Socket, { faultOf, accepted, unanswered, delay }: Serving): void {
  const say = (line: string) => socket.writable && socket.write(`${line}\r\n`)
  // Of the first delivery it is known before the greeting.
  let next: Fault | undefined = faultOf()
  let fault: Fault = next
  let read = ''
  let letter: string | undefined
  if (fault === 'drop') return void socket.destroy()
  if (fault === 'busy') return void socket.end('421 busy, come back later\r\n')
  say('220 bad.example')
  const end = () => {
    const id = /^Message-ID: <([^@>]+)/im.exec(letter ?? '')?.[1] ?? 'none'
    letter = undefined
    if (fault === 'full') return say('451 4.3.1 no room')
    if (fault === 'die-before-answer') return unanswered.push(id) && socket.destroy()
    setTimeout(() => {
      if (!socket.writable) return
      accepted.push(id)
      socket.write('250 taken\r\n', () => {
        if (fault === 'die-after-answer') socket.destroy()
      })
    }, delay)
  }
  const command = (line: string) => {
    if (/^EHLO|^HELO|^RSET|^NOOP/i.test(line)) return say('250 ok')
    if (/^MAIL/i.test(line)) {
      fault = next ?? faultOf()
      next = undefined
      if (fault === 'drop') return void socket.destroy()
      return void (fault === 'busy' ? socket.end('421 busy, come back later\r\n') : say('250 ok'))
    }
    if (/^RCPT/i.test(line)) return say(fault === 'later' ? '450 4.2.0 greylisted' : '250 ok')
    if (/^QUIT/i.test(line)) return void socket.end('221 bye\r\n')
    if (!/^DATA/i.test(line)) return say('502 what?')
    letter = ''
    return say('354 go on')
  }
  socket.setEncoding('utf8').on('data', (text: string) => {
    read += text
    for (;;) {
      const at = read.indexOf('\r\n')
      if (at < 0) return
      const line = read.slice(0, at)
      read = read.slice(at + 2)
      if (letter === undefined) command(line)
      else if (fault === 'die-in-data' && letter.length > 100) return void socket.destroy()
      else if (line === '.') end()
      else letter += `${line}\n`
    }
  })
}
