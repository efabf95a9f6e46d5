/** A sender of its own process, so that what it costs can be told from what the others do: `node bench/mail-sender.ts '{"way":"ours",…}'`. Prints what it did as JSON. */
import { generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { type Header, signer, type Signer } from '../src/platform/dkim/signer.ts'
import { openSession } from '../src/platform/smtp/session.ts'
import { letterOf } from './letters.ts'

export type Order = { way: 'ours' | 'nodemailer'; port: number; letters: number; connections: number; signed: boolean }
/** CPU in microseconds a letter, all of the process. */
export type Sent = { letters: number; seconds: number; cpu_us: number }

/** Letters at once in a session: one whole at the server, one that begins, and one that waits, so that its beginning leaves with the end of that before it. */
const DEPTH = 3
const at = new Date('2026-11-30T09:00:00Z')
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const identity = { domain: 'example.org', selector: 'bulk1' }

async function ours({ port, letters, connections, signed }: Order): Promise<void> {
  const sign: Signer = signed ? signer({ ...identity, key: privateKey, at }) : () => ''
  const target = { host: '127.0.0.1', port, tls: 'never' as const, name: 'bench.example' }
  const sessions = await Promise.all(Array.from({ length: connections }, () => openSession(target)))
  let next = 0
  const lane = async (session: (typeof sessions)[number]) => {
    while (next < letters) {
      const { to, headers, body } = letterOf(next++, at)
      const outcome = await session.send({ from: 'b+abc@example.org', to, data: dataOf(sign(headers, body), headers, body) })
      if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome))
    }
  }
  await Promise.all(sessions.flatMap((session) => Array.from({ length: DEPTH }, () => lane(session))))
  await Promise.all(sessions.map((session) => session.close()))
}

function dataOf(signature: string, headers: Header[], body: Buffer): Buffer {
  let head = signature
  for (const [name, value] of headers) head += `${name}: ${value}\r\n`
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body])
}

/** As one usually sends many letters by nodemailer: its pool, its composer, its signatures. */
async function byNodemailer({ port, letters, connections, signed }: Order): Promise<void> {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    ignoreTLS: true,
    ...(signed ? { dkim: { domainName: identity.domain, keySelector: identity.selector, privateKey: key } } : {}),
  })
  let next = 0
  const lane = async () => {
    while (next < letters) {
      const { to, body } = letterOf(next++, at)
      const text = body.toString('latin1').replaceAll('=\r\n', '\r\n')
      const [plain, html] = [text.slice(0, text.length / 3), text.slice(text.length / 3)]
      const list = { unsubscribe: { url: `https://example.org/u/${next}`, comment: 'x' } }
      await transport.sendMail({ from: 'lettre@example.org', to, subject: "La lettre d'été", text: plain, html, list })
    }
  }
  await Promise.all(Array.from({ length: connections * DEPTH }, lane))
  transport.close()
}

const order = JSON.parse(process.argv[2]!) as Order
const send = order.way === 'ours' ? ours : byNodemailer
// Neither is measured while its code is still being compiled.
await send({ ...order, letters: Math.min(order.letters, 2_000) })
const [cpu, began] = [process.cpuUsage(), performance.now()]
await send(order)
const { user, system } = process.cpuUsage(cpu)
const sent: Sent = {
  letters: order.letters,
  seconds: (performance.now() - began) / 1_000,
  cpu_us: (user + system) / order.letters,
}
console.log(JSON.stringify(sent))
process.exit(0)
