import { expect, test } from 'vitest'
import { readers } from '../../../../tests/support/mailing.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true, env: { MOVEMENT_CONTACT: 'bonjour@example.org' } })
const { rows } = program

const written = (over: Record<string, string> = {}) => ({
  title: 'Le 31 mars',
  audience: '',
  kind: 'propaganda',
  subject: 'Bonjour {{ first_name | default: "à vous" }}',
  preheader: 'Une place, un soir',
  'blocks.0.type': 'text',
  'blocks.0.markdown':
    'Venez **nombreux**, {{ first_name | default: "et amenez du monde" }}. Nous serons sur la place dès dix-huit heures, et nous parlerons de la suite.',
  'blocks.1.type': 'button',
  'blocks.1.label': 'Je viens',
  'blocks.1.link': '/events',
  version: '1',
  ...over,
})

/** A draft in French, saved. Gives its path. */
async function draft(staff: Visitor, over: Record<string, string> = {}): Promise<string> {
  const made = await staff.post('/staff/letters', { title: 'Le 31 mars' })
  const path = String(made.headers.location)
  const saved = await staff.post(`${path}?in=fr`, written(over))
  expect(saved.statusCode).toBe(303)
  return path
}

const stateIs = (id: string, state: string) =>
  until(async () => {
    const [mailing] = await rows<{ state: string; meant: number }>('select state, meant from mailing where id = $1', [id])
    return mailing?.state === state ? mailing : undefined
  }, `mailing ${state}`)

const lettersOf = async () => (await program.mails()).filter(({ subject }) => subject?.startsWith('Bonjour'))

test('a letter is written, frozen and sent: each gets hers, with a way to leave that works by one press', async () => {
  await readers(program, 3)
  const staff = await staffMember(program, 'staff')
  const path = await draft(staff)
  expect((await staff.get(path)).body).toContain('Rien à redire')
  const frozen = await staff.post(`${path}/freeze`)
  expect(frozen.statusCode).toBe(303)
  const page = String(frozen.headers.location)
  await stateIs(page.split('/').at(-1)!, 'ready')
  expect((await staff.get(page)).body).toContain('Faire partir')
  expect((await staff.post(`${page}/begin`)).statusCode).toBe(303)
  await stateIs(page.split('/').at(-1)!, 'done')
  const mails = await lettersOf()
  expect(mails).toHaveLength(3)
  expect(mails[0]).toMatchObject({ subject: 'Bonjour Zoé', from: { address: 'bonjour@example.org' } })
  expect(mails[0]!.text).toContain('vous avez accepté')
  const header = (name: string) => mails[0]!.headers.find(({ key }) => key === name)?.value
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  const leave = new URL(/<(https?:[^>]+)>/.exec(header('list-unsubscribe')!)![1]!)
  const left = await program.server.inject({
    method: 'POST',
    url: leave.pathname + leave.search,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  })
  expect(left.statusCode).toBeLessThan(300)
  const said = await rows("select from consent where purpose = 'news' and action = 'withdrawn'")
  expect(said).toHaveLength(1)
  const browser = /\S+\/letters\/\S+/.exec(mails[0]!.text!)![0]
  const shown = await program.server.inject({ method: 'GET', url: new URL(browser).pathname })
  expect(shown.statusCode).toBe(200)
  expect(shown.body).not.toContain('Zoé')
  expect(shown.headers['content-security-policy']).toContain('sandbox')
})

test('a letter with faults does not leave, and says at its place what is wrong', async () => {
  await readers(program, 2)
  const staff = await staffMember(program, 'staff')
  const path = await draft(staff, { 'blocks.1.link': 'javascript:alert(1)', 'blocks.0.markdown': 'Bonjour {{ fist_name }}' })
  const page = (await staff.get(path)).body
  expect(page).toContain('first_name')
  expect(page).toContain('ne peut pas encore partir')
  expect((await staff.post(`${path}/freeze`)).statusCode).toBe(409)
  expect(await rows('select id from mailing')).toHaveLength(0)
})

test('people who read another language are told of before, and get the letter in theirs', async () => {
  await readers(program, 2)
  await rows("update person set locale = 'en' where id = (select min(id::text)::uuid from person)")
  const staff = await staffMember(program, 'staff')
  const path = await draft(staff)
  expect((await staff.post(`${path}/freeze`)).statusCode).toBe(409)
  await staff.post(`${path}?in=en`, written({ version: '2', subject: 'Bonjour in English', 'blocks.1.label': 'I come' }))
  const frozen = await staff.post(`${path}/freeze`)
  expect(frozen.statusCode).toBe(303)
  const page = String(frozen.headers.location)
  await stateIs(page.split('/').at(-1)!, 'ready')
  await staff.post(`${page}/begin`)
  await stateIs(page.split('/').at(-1)!, 'done')
  expect((await lettersOf()).map(({ subject }) => subject).toSorted()).toEqual(['Bonjour Zoé', 'Bonjour in English'])
})

test('of two who write at once neither loses a word', async () => {
  const staff = await staffMember(program, 'staff')
  const other = await staffMember(program, 'administrator')
  const path = await draft(staff)
  expect((await other.post(`${path}?in=fr`, written({ version: '2', subject: 'De l’autre' }))).statusCode).toBe(303)
  const late = await staff.post(`${path}?in=fr`, written({ version: '2', subject: 'De moi' }))
  expect(late.statusCode).toBe(409)
  expect(late.body).toContain('De moi')
  expect(late.body).toContain('De l’autre')
})

test('more than five hundred take a second person, who allows what is frozen and nothing else', async () => {
  await readers(program, 501)
  const staff = await staffMember(program, 'staff')
  const second = await staffMember(program, 'administrator')
  const path = await draft(staff)
  const page = String((await staff.post(`${path}/freeze`)).headers.location)
  const id = page.split('/').at(-1)!
  await stateIs(id, 'ready')
  expect((await staff.post(`${page}/begin`)).statusCode).toBe(404)
  await staff.post(`${page}/approval`, { reason: 'Pour le 31 mars' })
  const [approval] = await rows<{ id: string; subject: string }>("select id, subject from approval where kind = 'letter'")
  expect(approval!.subject.startsWith(id)).toBe(true)
  expect((await second.get(page)).body).toContain('Zoé')
  expect((await second.post(`/staff/approvals/${approval!.id}`)).statusCode).toBe(303)
  // Another mailing of the same letter is another thing.
  const again = String((await staff.post(`${path}/freeze`)).headers.location)
  await stateIs(again.split('/').at(-1)!, 'ready')
  expect((await staff.post(`${again}/begin`)).statusCode).toBe(404)
  expect((await second.post(`${page}/begin`)).statusCode).toBe(409)
  expect((await staff.post(`${page}/begin`)).statusCode).toBe(303)
  await stateIs(id, 'done')
  expect(await lettersOf()).toHaveLength(501)
})

test('whoever looks after one mailing sees for any person why she is in it or not', async () => {
  await readers(program, 2)
  const staff = await staffMember(program, 'staff')
  const page = String((await staff.post(`${await draft(staff)}/freeze`)).headers.location)
  await stateIs(page.split('/').at(-1)!, 'ready')
  expect((await staff.get(`${page}?email=reader1@example.org`)).body).toContain('son tour n’est pas encore venu')
  expect((await staff.get(`${page}?email=nobody@example.org`)).body).toContain('pour personne à cette adresse')
})

test('a mandate for a department writes to people of that department alone, and learns of nobody elsewhere', async () => {
  const [here] = await readers(program, 2)
  await rows("update person set place_id = 'FR-38185', department_id = 'FR-38' where id = $1", [here])
  await rows(`insert into consent (id, person_id, purpose, channel, action, method, source, wording_id, wording_text, locale, collected_at)
    select gen_random_uuid(), person_id, 'political-advertising', channel, action, method, source, wording_id, wording_text, locale, collected_at from consent where purpose = 'news'`)
  const staff = await staffMember(program, 'staff', { area_id: 'FR-38' })
  const path = await draft(staff)
  // Written while his mandate was wider: it is today's that counts.
  await rows('update letter set scope = \'"everywhere"\'')
  expect((await staff.get(`${path}?count=1`)).body).toContain('1 personne aujourd’hui')
  const page = String((await staff.post(`${path}/freeze`)).headers.location)
  await stateIs(page.split('/').at(-1)!, 'ready')
  const answers = await Promise.all(
    ['reader1@example.org', 'nobody@example.org'].map((email) => staff.get(`${page}?email=${email}`)),
  )
  for (const { body } of answers) expect(body).toContain('pour personne à cette adresse')
  expect(
    await rows("select 1 from journal where action = 'view' and object_kind = 'person' and actor = $1", [staff.account]),
  ).toHaveLength(0)
  // His mandate ends there while it waits: what was frozen for it does not leave.
  await rows('update mailing set scope = \'"everywhere"\'')
  expect((await staff.post(`${page}/begin`)).statusCode).toBe(409)
})

test('a page that looks again by itself shows nobody, and what is typed as an audience is none', async () => {
  await readers(program, 2)
  const staff = await staffMember(program, 'staff')
  const path = await draft(staff, { audience: 'x' })
  expect(await rows('select audience_id from letter')).toEqual([{ audience_id: null }])
  const page = String((await staff.post(`${path}/freeze`)).headers.location)
  await stateIs(page.split('/').at(-1)!, 'ready')
  expect((await staff.get(page)).body).toContain('Zoé')
  await staff.post(`${page}/begin`)
  await stateIs(page.split('/').at(-1)!, 'done')
  expect((await staff.get(page)).body).not.toContain('Zoé')
})
