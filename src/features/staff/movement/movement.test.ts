import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { addApp, codeFor, staffMember, visitorOf } from '../../../../tests/support/staff.ts'
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

test('no other link opens the set-up', async () => {
  const forged = program.app.seals.sign('people.leave', 'first')
  expect((await visitorOf(program).get(`/setup/${forged}`)).statusCode).toBe(404)
  expect((await visitorOf(program).get('/setup/first')).statusCode).toBe(404)
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

// Last: the journal keeps what it saw.
test('the link stays dead when the one administrator loses his second factor', async () => {
  const member = await staffMember(program, 'administrator')
  await member.get('/staff/mandates')
  await member.post('/staff/people', { q: 'anybody' })
  await program.rows('delete from account_totp')
  await program.rows('delete from account_passkey')
  expect((await visitorOf(program).get(setupPath(program.app))).statusCode).toBe(404)
})
