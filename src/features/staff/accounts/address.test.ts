import { expect, test } from 'vitest'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter } from '../../../../tests/support/signing.ts'
import { addApp, signIn, staffMember, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { app, rows } = program
const [old, fresh] = ['zoe@example.org', 'zoe.lacaze@example.org']

/** The code that a mailbox got for a move: the newest. */
async function moveCode(to: string, after = 0): Promise<string> {
  const letters = async () =>
    (await program.mails()).filter((mail) => mail.to?.[0]?.address === to && /\d{4} \d{4}/.test(mail.subject ?? ''))
  const mail = await until(async () => (await letters())[after], `a code for ${to}`)
  return mail.subject!.match(/\d{4} \d{4}/)![0]
}

const ask = (browser: Visitor, email = fresh) => browser.post('/account/address', { email })

test('a new mailbox takes the place of the old one when it has answered: account, record, sessions, and a letter to the old one', async () => {
  const person = await becomeSupporter(program, { email: old, consents: { news: true, calls: false } })
  const [here, elsewhere] = [await signIn(program, old), await signIn(program, old)]
  expect((await ask(here)).headers.location).toBe('/account/address/code')
  expect(await rows('select email from account')).toEqual([{ email: old }])
  const done = await here.post('/account/address/code', { code: await moveCode(fresh) })
  expect(done.headers.location).toBe('/account')
  expect(await rows('select email from account')).toEqual([{ email: fresh }])
  const points = await rows(
    "select person_id, value, verified_at is not null as verified, claimed from contact_point where kind = 'email'",
  )
  expect(points).toEqual([{ person_id: person, value: fresh, verified: true, claimed: false }])
  expect((await here.get('/me')).body).toContain(fresh)
  expect((await elsewhere.get('/account')).statusCode).toBe(303)
  const letter = await until(
    async () => (await program.mails()).find((mail) => mail.to?.[0]?.address === old && mail.subject?.includes('a changé')),
    'the letter to the old mailbox',
  )
  expect(letter.text).not.toContain(fresh)
  expect((await signIn(program, fresh)).cookies.has('session')).toBe(true)
})

test('nobody moves an account with a code of another browser, another account or another address, nor twice', async () => {
  const [zoe, thief] = [await signIn(program, old), await signIn(program, 'thief@example.org')]
  await ask(zoe)
  const code = await moveCode(fresh)
  await ask(thief, 'third@example.org')
  expect((await thief.post('/account/address/code', { code })).statusCode).toBe(422)
  thief.cookies.set('asking', zoe.cookies.get('asking')!)
  expect((await thief.post('/account/address/code', { code })).statusCode).toBe(422)
  const again = visitorOf(program)
  for (const name of ['asking', 'session']) again.cookies.set(name, zoe.cookies.get(name)!)
  expect((await zoe.post('/account/address/code', { code })).statusCode).toBe(303)
  expect((await again.post('/account/address/code', { code })).statusCode).not.toBe(303)
  expect(await rows('select email from account order by email')).toEqual([{ email: 'thief@example.org' }, { email: fresh }])
})

test('a code to sign in moves nothing, and a code to move signs nobody in', async () => {
  const zoe = await signIn(program, old)
  await ask(zoe)
  const code = await moveCode(fresh)
  expect((await zoe.post('/sign-in/code', { code })).statusCode).toBe(422)
  const other = visitorOf(program)
  await other.post('/sign-in', { email: fresh })
  const signing = await moveCode(fresh, 1)
  zoe.cookies.set('asking', other.cookies.get('asking')!)
  expect((await zoe.post('/account/address/code', { code: signing })).statusCode).toBe(422)
})

test('three wrong codes void the right one; ten minutes do too', async () => {
  const zoe = await signIn(program, old)
  await ask(zoe)
  for (let n = 0; n < 3; n += 1) await zoe.post('/account/address/code', { code: '00000000' })
  expect((await zoe.post('/account/address/code', { code: await moveCode(fresh) })).statusCode).toBe(422)
  expect(await rows('select email from account')).toEqual([{ email: old }])
})

test('an address that has an account gets a letter that says so; the page says the same as for any other', async () => {
  await signIn(program, fresh)
  const zoe = await signIn(program, old)
  expect((await ask(zoe)).headers.location).toBe('/account/address/code')
  const letter = await until(
    async () => (await program.mails()).find((mail) => mail.subject?.startsWith('Vous avez déjà un compte')),
    'the letter',
  )
  expect(letter.to?.[0]?.address).toBe(fresh)
  expect(letter.text).not.toMatch(/\d{4} \d{4}/)
  const [known, unknown] = [await zoe.get('/account/address/code'), await ask(zoe, 'nobody@example.org')]
  expect(known.body).toContain(fresh)
  expect(unknown.statusCode).toBe(303)
})

test('an old session asks to sign in again; an account with a second factor asks for that, also just signed in', async () => {
  const zoe = await signIn(program, old)
  await rows("update account_session set created_at = created_at - interval '16 minutes'")
  for (const answer of [await zoe.get('/account/address'), await ask(zoe)])
    expect(answer.headers.location).toBe('/sign-in?next=%2Faccount%2Faddress')
  expect(await rows('select 1 from sign_in_request where account_id is not null')).toEqual([])

  await addApp(await signIn(program, old))
  const withApp = await signIn(program, old)
  expect((await ask(withApp)).headers.location).toBe('/account/second-factor?next=%2Faccount%2Faddress')
  const member = await staffMember(program, 'volunteer')
  await rows('update account_session set strong_at = null')
  expect((await ask(member)).headers.location).toBe('/account/second-factor?next=%2Faccount%2Faddress')
})

test('one’s own address, and what is none, is said next to the field', async () => {
  const zoe = await signIn(program, old)
  for (const email of [old.toUpperCase(), 'zoe', '']) expect((await ask(zoe, email)).body).toContain('field-email-error')
})

test('an address that stands in another record stays there: two records of one person are for the duplicates', async () => {
  const zoe = await becomeSupporter(program, { email: old })
  const other = await becomeSupporter(program, { email: fresh })
  const browser = await signIn(program, old)
  await ask(browser)
  await browser.post('/account/address/code', { code: await moveCode(fresh) })
  const points = await rows("select person_id, value from contact_point where kind = 'email' order by value desc")
  expect(points).toEqual([
    { person_id: zoe, value: old },
    { person_id: other, value: fresh },
  ])
})

test('who said no to news at the old mailbox is not asked again at the new one by any file', async () => {
  await becomeSupporter(program, { email: old })
  const before = app.seals.hash('people.address', old)
  await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'news', 'withdrawn', now())", [before])
  const browser = await signIn(program, old)
  await ask(browser)
  await browser.post('/account/address/code', { code: await moveCode(fresh) })
  const after = app.seals.hash('people.address', fresh)
  expect(await rows('select reason from suppression where address_hash = $1', [after])).toEqual([{ reason: 'withdrawn' }])
})

test('a program killed between the account and the record follows within the hour, once', async () => {
  const person = await becomeSupporter(program, { email: old })
  const browser = await signIn(program, old)
  await ask(browser)
  await moveCode(fresh)
  // What stands in the database when the process dies after the account has moved.
  await rows('update account set email = $1', [fresh])
  const hourly = workers.find(({ queue }) => queue.name === 'accounts.request-deletion')!
  await hourly.work(app, {})
  await hourly.work(app, {})
  expect(await rows("select person_id, value from contact_point where kind = 'email'")).toEqual([
    { person_id: person, value: fresh },
  ])
  const letters = await until(async () => {
    const found = (await program.mails()).filter((mail) => mail.subject?.includes('a changé'))
    return found.length > 0 ? found : undefined
  }, 'the letter to the old mailbox')
  expect(letters).toHaveLength(1)
})

test('who asked twice for the same mailbox is followed once; the letter outlives the hour in which it could not leave', async () => {
  await becomeSupporter(program, { email: old })
  const browser = await signIn(program, old)
  await ask(browser)
  await moveCode(fresh)
  await ask(browser)
  await browser.post('/account/address/code', { code: await moveCode(fresh, 1) })
  const told = async () => (await program.mails()).filter((mail) => mail.subject?.includes('a changé')).length
  await until(async () => ((await told()) > 0 ? true : undefined), 'the letter')
  const hourly = workers.find(({ queue }) => queue.name === 'accounts.request-deletion')!
  await hourly.work(app, {})
  program.clock.now = new Date(program.clock.now.getTime() + 2 * 3_600_000)
  await hourly.work(app, {})
  expect(await rows('select 1 from sign_in_request where from_email = $1', [old])).toHaveLength(1)
  program.clock.now = new Date(program.clock.now.getTime() + 5 * 86_400_000)
  await hourly.work(app, {})
  expect(await rows('select 1 from sign_in_request')).toEqual([])
  expect(await told()).toBe(1)
})

test('a move that was asked for and not done is followed by nobody', async () => {
  await becomeSupporter(program, { email: old })
  const browser = await signIn(program, old)
  await ask(browser)
  await moveCode(fresh)
  const hourly = workers.find(({ queue }) => queue.name === 'accounts.request-deletion')!
  await hourly.work(app, {})
  expect(await rows("select value from contact_point where kind = 'email'")).toEqual([{ value: old }])
})
