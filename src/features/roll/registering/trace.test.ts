import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptBy } from '../../../../tests/support/kept.ts'
import { visitor } from '../../../../tests/support/program.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { postForm, sendForm } from '../../../../tests/support/signing.ts'
import { staffMember, visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ env: { LOG_LEVEL: 'trace' } })

/** What somebody types who is planted: it stands nowhere else. */
const TOWN = 'Bourg-Qvix-sur-Trace'
const ANSWERS = { town: 'Lyon (69)', nation: 'french', age: 'adult', rights: 'ended', live: 'here', known: 'struck' }

/** Every file of the data folder, as one text. */
function disk(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

test('what somebody answers is written nowhere: no table, no log, no file, no header, no address', async () => {
  const before = await keptBy(program)
  const steps = Object.keys(ANSWERS).map((_, n) => Object.fromEntries(Object.entries(ANSWERS).slice(0, n + 1)))
  const answers = [...steps, { town: TOWN }, { ...ANSWERS, nation: TOWN }]
  for (const fields of answers) {
    const reply = await postForm(program, '/vote/register', fields)
    expect([200, 422]).toContain(reply.statusCode)
    expect(reply.headers['cache-control']).toBe('private, no-store')
    expect(reply.headers['referrer-policy']).toBe('no-referrer')
    expect(reply.headers['set-cookie']).toBeUndefined()
    expect(reply.headers.location).toBeUndefined()
    expect(JSON.stringify(reply.headers)).not.toMatch(/Qvix|struck|ended/)
    // Only hidden fields and what one reads: no link of the page carries an answer.
    const addresses = [...reply.body.matchAll(/(?:href|action|src)="([^"]*)"/g)].map(([, address]) => address)
    expect(addresses.join('\n')).not.toMatch(/Qvix|struck|ended|french|Lyon/)
  }
  expect(await keptBy(program)).toEqual(before)
  expect(JSON.stringify(program.logged)).not.toMatch(/Qvix|struck|ended/)
  expect(disk(program.app.config.dataDir)).not.toMatch(/Qvix|struck/)
  // What an error page shows is no more than the error.
  const refused = await postForm(program, '/vote/register', { ...ANSWERS, other: TOWN })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).not.toContain('Qvix')
  expect(JSON.stringify(program.logged)).not.toMatch(/Qvix|struck|ended/)
})

test('the steps need no cookie, and answer a browser that says no origin, as from a page without referrer', async () => {
  const fromSilentPage = { origin: 'null', 'user-agent': 'old' }
  const reply = await sendForm(program, { url: '/vote/register', fields: { town: '-' }, headers: fromSilentPage })
  expect(reply.statusCode).toBe(200)
  expect(reply.body).toContain('nationalité')
  // What acts for somebody asks all the same.
  expect((await sendForm(program, { url: '/sign', fields: {}, headers: { ...fromSilentPage, ...visitor() } })).statusCode).toBe(
    403,
  )
})

test('the town that was typed is used once: what travels on is the department, but where a vote is in that town alone', async () => {
  const page = (await postForm(program, '/vote/register', { town: 'Villeurbanne' })).body
  expect(page).toContain('name="town" value="FR-69"')
  expect(page).not.toContain('Villeurbanne')
  expect(page).toContain('Rhône')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', {
    name: 'Partielle',
    vote_on: '2027-06-13',
    closes: '18:00',
    territory: 'Villeurbanne (69)',
  })
  expect((await postForm(program, '/vote/register', { town: 'Villeurbanne' })).body).toContain('name="town" value="FR-69266"')
})

test('an answer may be changed: what is sent then is what was said before it, and nothing after', async () => {
  const page = (await postForm(program, '/vote/register', ANSWERS)).body
  const forms = page
    .split('<form')
    .slice(1)
    .map((form) => form.slice(0, form.indexOf('</form>')))
  const changes = forms.filter((form) => form.includes('Changer'))
  expect(changes).toHaveLength(Object.keys(ANSWERS).length)
  expect(changes[0]).not.toContain('hidden')
  expect(changes[2]).toContain('name="nation" value="french"')
  expect(changes[2]).not.toContain('name="age"')
})

test('a town that nobody knows is told beside its field, and may be left out', async () => {
  const reply = await postForm(program, '/vote/register', { town: TOWN })
  expect(reply.statusCode).toBe(422)
  expect(reply.body).toContain('id="field-town-error"')
  expect(reply.body).toContain(`value="${TOWN}"`)
  expect((await postForm(program, '/vote/register', { town: '-' })).body).toContain('nationalité')
})

test('pages of the vote are the same for who is signed in, and in three languages', async () => {
  for (const [path, said] of [
    ['/vote', 'Vérifier mon inscription'],
    ['/en/vote', 'Check my registration'],
    ['/es/vote', 'Comprobar mi inscripción'],
    ['/vote/in/gb', 'douze jours ouvrés'],
    ['/vote/in/us', 'vote.gov'],
    ['/vote/in/es', 'Oficina del Censo Electoral'],
    ['/vote/in/de', 'il n’y a pas de procuration'],
    ['/en/vote/in/de', 'text of 28 January 2022'],
    ['/es/vote/in/es', 'Aquí no figura ninguna fecha límite'],
  ] as const)
    expect((await visitorOf(program).get(path)).body, path).toContain(said)
  expect((await visitorOf(program).get('/vote/in/br')).statusCode).toBe(404)
  // Where the law of today was not read, no day stands, but the office that knows it.
  for (const country of ['es', 'de'])
    expect((await visitorOf(program).get(`/vote/in/${country}`)).body).toContain('Aucune date limite ne figure ici')
})
