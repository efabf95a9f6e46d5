/** `npm run hop`: a mail server that takes each Message-ID once and hands it on. See README.md for its settings. */
import { targetOf } from '../src/platform/smtp/target.ts'
import { listen } from './intake.ts'
import { relay } from './relay.ts'
import { Spool } from './spool.ts'

const HOUR = 3_600_000

const { HOP_PORT = '2525', HOP_HOST = '127.0.0.1', HOP_NEXT, HOP_DIR = 'var/hop', HOP_NAME = '' } = process.env
const { HOP_CONNECTIONS = '20', HOP_UNCERTAIN = 'resend', HOP_ALLOW = '127.0.0.1,::1' } = process.env
if (!HOP_NEXT) throw new Error('HOP_NEXT is missing: the mail server that letters go on to, as smtp://host:port')
if (HOP_UNCERTAIN !== 'resend' && HOP_UNCERTAIN !== 'park') throw new Error('HOP_UNCERTAIN is resend or park')

const log = (line: object) => console.log(JSON.stringify({ at: new Date().toISOString(), ...line }))
const spool = new Spool(HOP_DIR, HOP_UNCERTAIN)
const target = targetOf(new URL(HOP_NEXT), HOP_NAME)
const relaying = relay(spool, { target, connections: Number(HOP_CONNECTIONS), uncertain: HOP_UNCERTAIN, log })
const intake = await listen(spool, { host: HOP_HOST, port: Number(HOP_PORT), allowed: HOP_ALLOW.split(',') })
log({ event: 'listening', port: intake.port, ...spool.counts() })
const forgetting = setInterval(() => spool.forget(Date.now()), HOUR)

async function end(): Promise<void> {
  clearInterval(forgetting)
  await intake.close()
  await relaying.stop()
  spool.close()
  process.exit(0)
}
process.once('SIGTERM', () => void end()).once('SIGINT', () => void end())
