import { createHmac } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import { giveMandate } from '../../src/features/staff/core/commands/mandates.ts'
import { linkIn, type TestProgram, until, visitor } from './program.ts'
import { sendForm } from './signing.ts'

/** A browser that keeps its cookies. */
export type Visitor = {
  /** `accept`: what it takes for an answer; browsers name `text/html`. */
  get(url: string, accept?: string): Promise<LightMyRequestResponse>
  post(url: string, fields?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Any other method, with a body in JSON if any. */
  send(method: 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, payload?: object): Promise<LightMyRequestResponse>
  cookies: Map<string, string>
}

export function visitorOf(program: TestProgram): Visitor {
  const cookies = new Map<string, string>()
  const from = visitor()
  const headers = () => ({ ...from, cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ') })
  const keep = (response: LightMyRequestResponse) => {
    // As the parser of cookies gives them; the types say nothing.
    for (const { name, value, maxAge } of response.cookies as { name: string; value: string; maxAge?: number }[]) {
      if (maxAge === 0 || value === '') cookies.delete(name)
      else cookies.set(name, encodeURIComponent(value))
    }
    return response
  }
  return {
    cookies,
    get: async (url, accept) =>
      keep(await program.server.inject({ method: 'GET', url, headers: { ...headers(), ...(accept ? { accept } : {}) } })),
    post: async (url, fields = {}) => keep(await sendForm(program, { url, fields, headers: headers() })),
    send: async (method, url, payload) =>
      keep(await program.server.inject({ method, url, headers: headers(), ...(payload ? { payload } : {}) })),
  }
}

/** The digits of the newest mail to that address. */
export async function codeFor(program: TestProgram, email: string, after = 0): Promise<string> {
  const mail = await until(async () => (await codeMails(program, email))[after], `code ${after + 1} for ${email}`)
  return /(\d{4}) (\d{4})/
    .exec(mail.text ?? '')!
    .slice(1)
    .join('')
}

export async function codeMails(program: TestProgram, email: string) {
  return (await program.mails()).filter((mail) => mail.to?.[0]?.address === email && mail.text?.includes('/sign-in/link/'))
}

export async function signInLink(program: TestProgram, email: string): Promise<string> {
  return until(async () => {
    const mail = (await codeMails(program, email)).at(-1)
    return mail && linkIn(mail, '/sign-in/link/')
  }, `a link for ${email}`)
}

/** Signs in by mail, as anyone may. */
export async function signIn(program: TestProgram, email: string): Promise<Visitor> {
  const browser = visitorOf(program)
  const before = (await codeMails(program, email)).length
  await browser.post('/sign-in', { email })
  const response = await browser.post('/sign-in/code', { code: await codeFor(program, email, before) })
  if (response.statusCode !== 303) throw new Error(`Not signed in: ${response.statusCode}`)
  return browser
}

/** The code that an authenticator app would show now (RFC 6238). */
export function totp(secret: string, now = Date.now()): string {
  const bits = Array.from(secret, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)))
  const hash = createHmac('sha1', key).update(counter).digest()
  const at = hash.at(-1)! & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Adds an authenticator app to the account that is signed in, and proves it. */
export async function addApp(browser: Visitor): Promise<{ secret: string; recoveryCodes: string[] }> {
  const page = (await browser.post('/account/second-factor/totp/start')).body
  const codes = [...page.matchAll(/<code[^>]*>([^<]+)<\/code>/g)].map(([, code]) => code!)
  // The secret stands first on the page.
  const [secret, ...recoveryCodes] = codes as [string, ...string[]]
  const response = await browser.post('/account/second-factor/totp', { code: totp(secret) })
  if (response.statusCode !== 303) throw new Error(`The app was not taken: ${response.statusCode} ${response.body.slice(0, 300)}`)
  return { secret, recoveryCodes }
}

type Territory = { area_id?: string; place_id?: string }

/** A member of staff with that role, at work: signed in, second factor shown. */
export async function staffMember(
  program: TestProgram,
  role: string,
  { area_id, place_id }: Territory = {},
): Promise<Visitor & { email: string; account: string }> {
  const email = `${role}.${crypto.randomUUID().slice(0, 8)}@example.org`
  const account = await program.app.auth.accountFor(email)
  const territory = { area_id: area_id ?? null, place_id: place_id ?? null }
  // Long enough to be a second person for others.
  const starts = new Date(program.clock.now.getTime() - 8 * 24 * 3_600_000)
  await program.app.database.transact((tx) =>
    giveMandate(tx, { giver: undefined, now: starts }, { account, role, territory, starts, ends: null }),
  )
  const browser = await openStrongSession(program, account)
  return { ...browser, email, account }
}

/** A session as after a second factor, without the mails in between: for tests of what comes behind the door. */
export async function openStrongSession(program: TestProgram, account: string): Promise<Visitor> {
  const token = crypto.randomUUID()
  await program.rows(
    `insert into account_session (id, token, account_id, expires_at, strong_at, created_at, updated_at)
     values ($1, $2, $3, now() + interval '1 day', $4, now(), now())`,
    [crypto.randomUUID(), token, account, program.clock.now],
  )
  const browser = visitorOf(program)
  const signature = createHmac('sha256', program.app.config.secret).update(token).digest('base64')
  browser.cookies.set('session', encodeURIComponent(`${token}.${signature}`))
  return browser
}
