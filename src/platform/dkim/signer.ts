import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { bodyHash, relaxedHeader } from './canon.ts'
import { senderDomain } from './sender.ts'

/** A header as it stands in the letter: its name, and what follows the colon and a blank, folded or not. */
export type Header = readonly [name: string, value: string]

/** Which key signs, and when. `at` is the mailing's own moment, so that each try of a letter bears the same signature. */
export type Signing = { domain: string; selector: string; key: KeyObject; at: Date }

/** Makes the line `DKIM-Signature: …` with its CRLF, to stand before the other headers. Throws for what must not leave: not one From, Date and Message-ID, or a From of another domain. */
export type Signer = (headers: readonly Header[], body: Buffer | string) => string

/** Those that are signed where a letter has them: RFC 6376 §5.4.1, and what RFC 8058 §4 and the large hosts ask for. */
const SIGNED =
  'From,Sender,Reply-To,To,Cc,Subject,Date,Message-ID,In-Reply-To,References,MIME-Version,Content-Type,Content-Transfer-Encoding,Content-Language,List-Id,List-Unsubscribe,List-Unsubscribe-Post,Feedback-ID,Auto-Submitted,CFBL-Address'
    .toLowerCase()
    .split(',')
/** Named once more than they stand there: a second one that is put in breaks the signature (RFC 6376 §8.15). */
const ONCE = ['from', 'to', 'subject', 'date']
/** RFC 5322 §3.6. Where one is missing, relays put in theirs: Postfix and OpenSMTPD do, and break the signature that says there is no Date. */
const NEEDED = ['from', 'date', 'message-id']
/** How long a signature holds: longer than any server keeps a letter that it cannot deliver, and not for ever, in the hands of who would send it again. */
const DAYS = 14
const DAY = 86_400
const WIDTH = 72

/** What does not change between letters is made here, once. Throws for a key, a domain or a selector that no server could check. */
export function signer({ domain, selector, key, at }: Signing): Signer {
  const algorithm = algorithmOf(key)
  const host = domainToASCII(domain)
  if (!NAME.test(host) || !host.includes('.')) throw new Error(`No domain to sign for: ${domain}`)
  if (!NAME.test(selector)) throw new Error(`No selector: ${selector}`)
  const signOctets = mustWork(algorithm === 'rsa-sha256' ? (octets) => sign('sha256', octets, key) : ed25519(key), key)
  const since = Math.floor(at.getTime() / 1_000)
  const start = [`v=1; a=${algorithm}; c=relaxed/relaxed; d=${host};`, `s=${selector}; t=${since}; x=${since + DAYS * DAY};`]
  const kept: Kept = {}
  return (headers, body) => {
    const names = headers.map(([name]) => name.toLowerCase())
    mustAlign(headers, { names, host, kept })
    const { order, said } = orderOf(names, kept)
    const hash = typeof body === 'string' ? body : bodyHash(body)
    const own = [...start, said, `bh=${hash};`, 'b='].join('\r\n ')
    const lines = order.map((n) => relaxedHeader(...headers[n]!))
    const octets = Buffer.from([...lines, relaxedHeader('dkim-signature', own)].join('\r\n'))
    return `DKIM-Signature: ${own}${folded(signOctets(octets).toString('base64'))}\r\n`
  }
}

const NAME = /^[a-z\d]([\w-]*[a-z\d])?(\.[a-z\d]([\w-]*[a-z\d])?)*$/i

/** RFC 8301 asks for RSA of 1,024 bits at least and 2,048 rather; a TXT record and receivers end at 4,096. Ed25519: RFC 8463, for a second signature. */
function algorithmOf(key: KeyObject): 'rsa-sha256' | 'ed25519-sha256' {
  if (key.type !== 'private') throw new Error(`A ${key.type} key cannot sign`)
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519-sha256'
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType !== 'rsa' || bits < 2_048 || bits > 4_096)
    throw new Error(`No key for signing letters: ${key.asymmetricKeyType} of ${bits} bits`)
  return 'rsa-sha256'
}

/** RFC 8463 §3: what is signed is the hash. */
const ed25519 = (key: KeyObject) => (octets: Buffer) => sign(null, createHash('sha256').update(octets).digest(), key)

/** A key that looks right and does not work would let every letter leave with a false signature. */
function mustWork(signOctets: (octets: Buffer) => Buffer, key: KeyObject): (octets: Buffer) => Buffer {
  const octets = Buffer.from('from:proof')
  const hashed = key.asymmetricKeyType === 'rsa' ? octets : createHash('sha256').update(octets).digest()
  if (!verify(key.asymmetricKeyType === 'rsa' ? 'sha256' : null, hashed, createPublicKey(key), signOctets(octets)))
    throw new Error('The key does not sign')
  return signOctets
}

/** What was found of the letter before, which is most often of the same headers and sender. */
type Kept = { names?: string; order?: Order; from?: string }
/** `order`: where each signed header stands in the letter; `said`: the tag that names them. */
type Order = { order: number[]; said: string }

const BREAK = /[\r\n]/
/** RFC 5322 §2.2.3: a line that goes on in the next one, which is not of blanks alone. */
const FOLD = /\r\n[\t ]+(?=[^\s])/g

/** DMARC's relaxed alignment (RFC 7489 §3.1.1) without a list of public suffixes: the same domain, or one below the other. */
function mustAlign(headers: readonly Header[], { names, host, kept }: { names: string[]; host: string; kept: Kept }): void {
  const at = names.indexOf('from')
  for (const name of NEEDED)
    if (names.indexOf(name) < 0 || names.indexOf(name) !== names.lastIndexOf(name)) throw new Error(`A letter has one ${name}`)
  for (const [name, value] of headers)
    if (BREAK.test(value) && BREAK.test(value.replace(FOLD, ''))) throw new Error(`${name} goes on into another header`)
  const from = headers[at]![1]
  if (from === kept.from) return
  const sender = senderDomain(from)
  if (!sender?.includes('.') || !(sender === host || sender.endsWith(`.${host}`) || host.endsWith(`.${sender}`)))
    throw new Error(`${host} does not sign for ${sender ?? 'a From that is no address'}`)
  kept.from = from
}

/** RFC 6376 §5.4.2: of several headers of a name the last is signed first. */
function orderOf(names: string[], kept: Kept): Order {
  const all = names.join()
  if (kept.order && kept.names === all) return kept.order
  const order = SIGNED.flatMap((name) => names.flatMap((one, n) => (one === name ? [n] : [])).reverse())
  const said = [...order.map((n) => names[n]!), ...ONCE]
  const lines: string[] = []
  for (const name of said.toSorted((a, b) => SIGNED.indexOf(a) - SIGNED.indexOf(b))) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + name.length < WIDTH)
      lines[lines.length - 1] = `${last}${last === 'h=' ? '' : ':'}${name}`
    else lines.push(last === undefined ? `h=${name}` : name)
  }
  kept.names = all
  return (kept.order = { order, said: `${lines.join(':\r\n ')};` })
}

const folded = (base64: string) => base64.match(/.{1,72}/g)!.join('\r\n ')
