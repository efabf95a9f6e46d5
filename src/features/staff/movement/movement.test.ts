import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { backUp } from '../../people/exports/index.ts'
import { openMailer } from '#platform/mail/mail'
import PostalMime from 'postal-mime'
import { found, signer } from '../../../../tests/support/groups.ts'
import { movementOf } from '../../../../tests/support/home.ts'
import { linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { smtpServer } from '../../../../tests/support/smtp.ts'
import { addApp, codeFor, staffMember, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'
import { contrast, darkened, isReadable, lightened } from './rules.ts'
import { setupLink, setupPath } from './setup.ts'

const program = await useProgram({ working: true })
const email = 'first@example.org'
const fields = { name: 'Le Grand Air', locale: 'fr', contact: 'data@example.org', accent: '#1d4ed8', email }

test('from the link to an administrator at work, and the link is dead', async () => {
  expect(await setupLink(program.app)).toContain('/setup/')
  const browser = visitorOf(program)
  const path = setupPath(program.app)
  expect((await browser.get(path)).body).toContain('type="color"')
  expect((await browser.post(path, fields)).headers.location).toBe('/sign-in?next=/account/second-factor')
  const page = (await browser.get('/privacy')).body
  expect(page).toContain('Le Grand Air')
  expect(page).toContain('/accent-1d4ed8.css')

  await browser.post('/sign-in', { email })
  await browser.post('/sign-in/code', { code: await codeFor(program, email) })
  // Until a second factor stands, a mistyped address can be set right by the same link.
  expect((await visitorOf(program).get(path)).statusCode).toBe(200)
  await addApp(browser)
  expect((await browser.get('/staff/mandates')).statusCode).toBe(200)
  expect((await visitorOf(program).get(path)).statusCode).toBe(404)
  expect((await visitorOf(program).post(path, fields)).statusCode).toBe(404)
  expect(await setupLink(program.app)).toBeUndefined()
})

test('a set-up done again lets go whoever a mistyped address let in', async () => {
  const path = setupPath(program.app)
  await visitorOf(program).post(path, { ...fields, email: 'mistyped@example.org' })
  await visitorOf(program).post(path, fields)
  const left = await program.rows(
    'select email from mandate join account on account.id = account_id where ends_at is null or ends_at > now()',
  )
  expect(left).toEqual([{ email }])
})

test('a link of yesterday opens nothing', async () => {
  const path = setupPath(program.app)
  program.clock.now = new Date(program.clock.now.getTime() + 24 * 3_600_000)
  expect((await visitorOf(program).get(path)).statusCode).toBe(404)
  expect((await visitorOf(program).post(path, fields)).statusCode).toBe(404)
  expect((await visitorOf(program).get(setupPath(program.app))).statusCode).toBe(200)
})

test('no other link opens the set-up', async () => {
  const forged = program.app.seals.sign('people.leave', 'first')
  expect((await visitorOf(program).get(`/setup/${forged}`)).statusCode).toBe(404)
  expect((await visitorOf(program).get('/setup/first')).statusCode).toBe(404)
})

test('nobody’s address is shown before somebody gave one, on no page and in no mail, and the movement is asked its name', async () => {
  const { app, server } = program
  movementOf(program, { contact: undefined, name: 'localhost' })
  for (const url of ['/', '/sign', '/privacy', '/en/privacy', '/credits']) {
    const { body } = await server.inject(url)
    expect(body, url).not.toMatch(/mailto:|contact@|undefined/)
  }
  expect((await server.inject('/.well-known/security.txt')).statusCode).toBe(404)
  const form = (await visitorOf(program).get(setupPath(app))).body
  expect(/<input[^>]*name="name"[^>]*>/.exec(form)![0]).not.toMatch(/value="[^"]/)
  expect(form).not.toContain('value="Appui"')
  for (const name of ['', ' ']) {
    const refused = await visitorOf(program).post(setupPath(app), { ...fields, name })
    expect(refused.statusCode).toBe(422)
    expect(refused.body).toContain('field-name-error')
  }
})

test('a colour too pale is refused next to its field, and nothing is saved', async () => {
  const response = await visitorOf(program).post(setupPath(program.app), { ...fields, accent: '#ffee00' })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('field-accent-error')
  expect(await program.rows('select 1 from movement')).toHaveLength(0)
})

test('an administrator changes the name, and nobody else does', async () => {
  const administrator = await staffMember(program, 'administrator')
  const change = { name: 'Autre nom', locale: 'es', contact: 'a@example.org' }
  expect((await (await staffMember(program, 'staff')).post('/staff/movement', change)).statusCode).toBe(403)
  expect((await administrator.post('/staff/movement', change)).body).toContain('Autre nom')
  // The main language has no prefix.
  expect((await administrator.get('/')).body).toContain('lang="es"')
  await administrator.post('/staff/movement', { ...change, locale: 'fr', contact: 'Le Grand Air <A@example.org>' })
  // It stands in the head of each mail, where it is an address and nothing else.
  expect(program.app.movement.current.contact).toBe('a@example.org')
})

test('whatever colour is chosen, what is made of it can be read', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (accent) => {
      expect(isReadable(darkened(accent))).toBe(true)
      expect(contrast(lightened(accent), '#26221c')).toBeGreaterThanOrEqual(4.5)
    }),
  )
})

/** What an administrator's home still asks for. */
const asked = async (of: Visitor) => {
  const page = (await of.get('/staff')).body
  const names = {
    controller: 'qui répond du fichier',
    contact: 'où écrire',
    mail: 'e-mails arrivent',
    second: 'deuxième personne',
    backup: 'une sauvegarde',
    group: 'premier groupe',
  }
  return Object.entries(names).flatMap(([name, words]) => (page.includes(words) ? name : []))
}

test('each step of the set-up stands on the administrator’s home until it is true, and on nobody else’s', async () => {
  const { app, rows } = program
  movementOf(program, { contact: undefined, controller: undefined })
  const chief = await staffMember(program, 'administrator')
  expect(await asked(chief)).toEqual(['controller', 'contact', 'mail', 'second', 'backup', 'group'])
  expect(await asked(await staffMember(program, 'coordinator', { area_id: 'FR-69' }))).toEqual([])

  const saved = { name: 'Le Grand Air', locale: 'fr', contact: 'data@example.org' }
  await chief.post('/staff/movement', saved)
  expect(await asked(chief)).toEqual(['controller', 'mail', 'second', 'backup', 'group'])
  await chief.post('/staff/movement', { ...saved, controller: 'Association Le Grand Air, 1 place de la Paix, Lyon' })
  expect(await asked(chief)).toEqual(['mail', 'second', 'backup', 'group'])
  expect((await chief.get('/privacy')).body).toContain('1 place de la Paix')

  await staffMember(program, 'administrator')
  expect(await asked(chief)).toEqual(['mail', 'backup', 'group'])
  await found(program, [(await signer(program, 'Zoe')).person])
  expect(await asked(chief)).toEqual(['mail', 'backup'])
  const folder = mkdtempSync(join(tmpdir(), 'appui-backup-'))
  await backUp(app, join(folder, 'a.age'), { passphrase: 'quatre mots tirés au sort' })
  rmSync(folder, { recursive: true })
  expect(await asked(chief)).toEqual(['mail'])
  await rows("update backup set made_at = now() - interval '32 days' returning id")
  expect(await asked(chief)).toEqual(['mail', 'backup'])
})

test('mails leave once one arrived by the way that is set now; a server that refuses is heard', async () => {
  const { app } = program
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/movement', { name: 'Le Grand Air', locale: 'fr', contact: 'data@example.org' })
  // Without a server all stays on this disk, and no mail proves anything.
  expect((await chief.post('/staff/movement/mail-trial')).statusCode).toBe(409)
  const got: string[] = []
  const smtp = await smtpServer((_to, raw) => void got.push(raw))
  onTestFinished(() => smtp.close())
  const trial = (port: number) => {
    app.config.mailUrl = `smtp://localhost:${port}`
    return openMailer({ ...app.config, from: () => ({ name: 'x', address: 'x@example.org' }) })
  }
  const before = app.mailer
  onTestFinished(() => {
    app.config.mailUrl = undefined
    app.mailer = before
  })
  app.mailer = trial(1)
  const refused = await chief.post('/staff/movement/mail-trial')
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('ECONNREFUSED')

  app.mailer = trial(smtp.port)
  expect((await chief.post('/staff/movement/mail-trial')).headers.location).toBe('/staff')
  const mail = await PostalMime.parse(await until(async () => got.at(-1), 'the trial mail'))
  const link = linkIn(mail, '/staff/movement/mail-trial/')
  expect(await asked(chief)).toContain('mail')
  expect((await chief.get(link)).body).toContain('Oui, les e-mails arrivent')
  expect(await asked(chief)).toContain('mail')
  await chief.post(link)
  expect(await asked(chief)).not.toContain('mail')
  // Another server has to be tried again, and the link of the first says nothing of it.
  app.config.mailUrl = 'smtp://elsewhere.example.org:25'
  expect(await asked(chief)).toContain('mail')
  expect((await chief.post(link)).statusCode).toBe(404)
})

// Last: the journal keeps what it saw.
test('the link stays dead when the one administrator loses his second factor', async () => {
  const member = await staffMember(program, 'administrator')
  await member.get('/staff/mandates')
  await member.post('/staff/people', { q: 'anybody' })
  await program.rows('delete from account_totp')
  await program.rows('delete from account_passkey')
  expect((await visitorOf(program).get(setupPath(program.app))).statusCode).toBe(404)
})
