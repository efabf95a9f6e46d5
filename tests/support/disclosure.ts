import type { LightMyRequestResponse } from 'fastify'
import { crawl } from './crawling.ts'
import { readPdf } from './pdf.ts'
import { type Datum, PLANTED, TOGETHER } from './planted.ts'
import type { Ids } from './planting-forms.ts'
import type { TestProgram } from './program.ts'
import type { Visitor } from './staff.ts'

/** Somebody who looks, and the mailbox that is hers; a program has none, and only asks. */
export type Looker = Pick<Visitor, 'get'> & { post?: Visitor['post']; email?: string }

/** Where something was found: a door ("GET /me"), "mail" or "log". `at`: the address, or the subject. */
export type Finding = { datum: Datum; where: string; at: string }

const NAMED: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' }
const MONTHS = { '-07-': ['07', 'juillet', 'july', 'julio', 'dejuliode'] }

/**
 * Letters and figures alone, in small letters without accents, as they are once every writing that an answer may use is undone: entities of HTML,
 * escapes of JSON and of addresses, lines folded by calendars and mails.
 */
function plain(text: string): string {
  return text
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, code: string) => String.fromCodePoint(parseInt(code, hex ? 16 : 10)))
    .replace(/&(\w+);/g, (whole, name: string) => NAMED[name] ?? whole)
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\[nrt]|=\r?\n/g, '')
    .replace(/(%[0-9a-f]{2})+/gi, percentDecoded)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** How something planted may be written. A number is looked for without its country, a day in every order and language. */
function spellingsOf(value: string): string[] {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []
  if (!year) return [plain(value.startsWith('+33') ? value.slice(3) : value)]
  const months = MONTHS[`-${month}-` as keyof typeof MONTHS]
  return months.flatMap((one) => [`${year}${one}${day}`, `${day}${one}${year}`, `${one}${day}${year}`])
}

const SPELLINGS = Object.entries(PLANTED).map(([datum, value]) => [datum as Datum, spellingsOf(value)] as const)

/** What of that is planted stands in a text. What was asked for may be said again, to whoever asked. */
export function plantsIn(text: string, asked = ''): Datum[] {
  const [letters, known] = [plain(text), plain(asked)]
  const told = SPELLINGS.filter(([, spellings]) => spellings.some((one) => letters.includes(one) && !known.includes(one)))
  const alone = told.map(([datum]) => datum)
  const together = Object.entries(TOGETHER).filter(
    ([, [datum, title]]) => alone.includes(datum) && letters.includes(plain(title)),
  )
  return [...alone, ...together.map(([datum]) => datum as Datum)]
}

/** All that an answer says: its status line, its headers and its body. */
async function saidBy(answer: LightMyRequestResponse): Promise<string> {
  const head = `${answer.statusMessage} ${JSON.stringify(answer.headers)}`
  const type = String(answer.headers['content-type'])
  if (!type.startsWith('application/pdf')) return `${head} ${answer.body}`
  return `${head} ${(await readPdf(answer.rawPayload)).text}`
}

/** Which door an address is behind: of those that fit, the one that leaves least open. */
export function doorsOf({ server }: TestProgram): (path: string) => string {
  const doors = server.doors
    .filter((door) => door.startsWith('GET '))
    .map((door) => door.split(' ')[1]!)
    .map((pattern) => ({
      pattern,
      fits: new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`),
    }))
    .toSorted((a, b) => a.pattern.split(':').length - b.pattern.split(':').length)
  return (path) => {
    const bare = path.split('?')[0]!.replace(/^\/(en|es)(?=\/|$)/, '') || '/'
    return doors.find(({ fits }) => fits.test(bare))?.pattern ?? 'nothing'
  }
}

const NOBODY = '00000000-0000-7000-8000-000000000000'

/** Doors that end what the crawler goes by. */
const ENDS = /sign-out|\/sign-in\/link/
/** Every mail, for whoever tries the program on her own machine; production has no such door (routes.test.ts). */
const OUTBOX = /^\/dev\/outbox/

/** Every door that gives an answer to GET, with every thing that there is in its place. */
export function addressesOf({ server }: TestProgram, ids: Ids): string[] {
  const patterns = server.doors
    .filter((door) => door.startsWith('GET '))
    .map((door) => door.split(' ')[1]!)
    .filter((pattern) => !ENDS.test(pattern) && !OUTBOX.test(pattern))
  return [...new Set(patterns.flatMap((pattern) => filled(pattern, ids)))]
}

function filled(pattern: string, ids: Ids): string[] {
  const name = /:(\w+)/.exec(pattern)?.[1]
  if (!name) return [pattern]
  return [...(ids[name] ?? []), ...(ids[name] ? [] : [NOBODY])].flatMap((id) => filled(pattern.replace(`:${name}`, id), ids))
}

/** What the staff would look for to find her. */
const SOUGHT = [PLANTED['family name'], PLANTED['e-mail'], PLANTED.phone]

/** Files of the books, each taken by a form of its own. */
const TAKEN = ['journal', 'balances', 'spending', 'gifts', 'annex', 'receipts'].map((file) => `/files/${file}`)

/** Asks at all these addresses, follows what leads on from there, and reads the mails that came. */
export async function disclosedTo(program: TestProgram, who: Looker, starts: string[]): Promise<Finding[]> {
  const found: Finding[] = []
  const doorOf = doorsOf(program)
  const hear = async (where: string, at: string, text: string) =>
    found.push(...plantsIn(text, at).map((datum) => ({ datum, where, at })))
  const own = (await program.mails()).filter(({ to }) => to?.[0]?.address === who.email)
  const links = own.flatMap(({ text }) => [...(text ?? '').matchAll(/https?:\/\/[^/\s]+(\/[^\s"]*)/g)].map(([, path]) => path!))
  for (const { subject, text, html } of own) await hear('mail', subject ?? '', `${subject} ${text} ${html}`)
  for (const q of SOUGHT) {
    const answer = await who.post?.('/staff/people', { q })
    if (answer) await hear('POST /staff/people', q, await saidBy(answer))
  }
  for (const book of starts.filter((path) => /^\/staff\/books\/[^/]+$/.test(path)))
    for (const file of TAKEN) {
      const answer = await who.post?.(book + file, {})
      if (answer) await hear(`POST /staff/books${file}`, book, await saidBy(answer))
    }
  const heard = async (path: string, answer: LightMyRequestResponse) => {
    if (answer.statusCode === 429 || answer.statusCode >= 500) throw new Error(`${path}: ${answer.statusCode}`)
    if (!OUTBOX.test(path)) await hear(doorOf(path), path, await saidBy(answer))
  }
  await crawl(program, who, { starts: [...starts, ...links.filter((link) => !ENDS.test(link))], heard })
  return found
}
