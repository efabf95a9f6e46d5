import { erasureLinks } from '../../src/features/people/privacy/erasing.ts'
import type { LightMyRequestResponse } from 'fastify'
import type { Email } from 'postal-mime'
import { linkIn, type TestProgram, until, visitor } from './program.ts'

export type Fields = Record<string, unknown>

/** A signature as the API takes it, with what a test wants to be otherwise. */
function signature(otherwise: Fields = {}): Fields {
  return {
    email: 'zoe@example.org',
    given_name: 'Zoé',
    country: 'FR',
    postal_code: '69003',
    locale: 'fr',
    consents: { news: false, calls: false },
    ...otherwise,
  }
}

export function signByApi(
  { server }: TestProgram,
  otherwise: Fields = {},
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return server.inject({
    method: 'POST',
    url: '/api/v1/signatures',
    payload: signature(otherwise),
    headers: { ...visitor(), ...headers },
  })
}

/** Posts the form as a browser does, opened ten seconds ago. */
export function signByForm(
  program: TestProgram,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const opened = program.app.seals.sign('people.form', (program.clock.now.getTime() - 10_000).toString(36))
  return sendForm(program, { url: '/sign', fields: { country: 'FR', opened, ...fields }, headers })
}

type Sent = { url: string; fields: Record<string, string>; headers?: Record<string, string> }

export const postForm = (program: TestProgram, url: string, fields: Sent['fields']) => sendForm(program, { url, fields })

/** The same, as somebody in particular. */
export function sendForm({ server }: TestProgram, { url, fields, headers = {} }: Sent) {
  const payload = new URLSearchParams(fields).toString()
  return server.inject({
    method: 'POST',
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...visitor(), ...headers },
  })
}

/** Signs, waits for the mail, and gives the path of its confirmation. */
export async function confirmationPath(program: TestProgram, otherwise: Fields = {}): Promise<string> {
  const to = String(otherwise.email ?? 'zoe@example.org').toLowerCase()
  const asked = async () =>
    (await program.mails()).filter((mail) => mail.to?.[0]?.address === to && mail.text?.includes('/sign/confirm/'))
  const before = new Set((await asked()).map(({ messageId }) => messageId))
  const response = await signByApi(program, otherwise)
  if (response.statusCode !== 202) throw new Error(`Not signed: ${response.body}`)
  const mail = await until(async () => (await asked()).find(({ messageId }) => !before.has(messageId)), `a mail to ${to}`)
  return linkIn(mail, '/sign/confirm/')
}

/** The whole way: signs, opens the mail, presses the button. Gives the id of the person. */
export async function becomeSupporter(program: TestProgram, otherwise: Fields = {}): Promise<string> {
  const email = String(otherwise.email ?? 'zoe@example.org').toLowerCase()
  await program.server.inject({ method: 'POST', url: await confirmationPath(program, otherwise), headers: visitor() })
  // Of several who share the mailbox the one of that name.
  const [row] = await program.rows<{ id: string }>(
    `select person.id from contact_point join person on person.id = person_id where kind = 'email' and value = $1 order by given_name = $2 desc`,
    [email, otherwise.given_name ?? 'Zoé'],
  )
  return row!.id
}

/** Presses what a mail program has for `List-Unsubscribe`, or a path that once stood there, in either form in which it may post (RFC 8058 §3.2). */
export function oneClick({ server, app }: TestProgram, mail: Email | string, form: 'urlencoded' | 'multipart') {
  const header =
    typeof mail === 'string'
      ? `<${app.config.publicUrl}${mail}>`
      : mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value
  const [payload, type] = {
    urlencoded: ['List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    multipart: [
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      'multipart/form-data; boundary=x',
    ],
  }[form] as [string, string]
  const url = new URL(header.slice(1, -1))
  return server.inject({
    method: 'POST',
    url: url.pathname + url.search,
    payload,
    headers: { 'content-type': type, ...visitor() },
  })
}

/** Erases somebody by the link of the letter that she would ask for. */
export const eraseOneself = (program: TestProgram, person: string) =>
  postForm(program, erasureLinks.path(program.app, { person, mark: null, at: program.clock.now.getTime() }), {})
