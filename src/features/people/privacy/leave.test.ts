import { expect, test } from 'vitest'
import { linkIn, until, useProgram, visitor } from '../../../../tests/support/program.ts'
import { becomeSupporter, confirmationPath, postForm, signByApi } from '../../../../tests/support/signing.ts'
import { hashOf } from '../addresses/index.ts'
import { currentConsents } from '../ledger/index.ts'
import { erasedAmongPeople } from '../exports/erased-addresses.ts'
import { MAILBOX } from '../ledger/index.ts'

const program = await useProgram({ working: true })
const { server, rows, app } = program

const everything = { phone: '+33612345678', consents: { news: true, calls: true } }
const leavePath = async () => {
  const welcome = await until(
    async () => (await program.mails()).find(({ subject }) => subject?.startsWith('Bienvenue')),
    'the welcome mail',
  )
  return linkIn(welcome, '/leave/')
}
/** The link of the letter that erases, asked for by that of an old mail. */
const eraseLink = async (path?: string) => {
  if (path) await postForm(program, `${path}/erasure`, {})
  const letter = await until(
    async () => (await program.mails()).find(({ subject }) => subject?.startsWith('Tout effacer')),
    'the letter that erases',
  )
  return linkIn(letter, '/erase/')
}
const agreed = async (person: string) =>
  (await currentConsents(program.database.read, person)).map(({ purpose, channel }) => `${purpose} ${channel}`)

test('the link of a mail opens without signing in, shows what she agrees to, and changes nothing', async () => {
  const person = await becomeSupporter(program, everything)
  const page = await server.inject(await leavePath())
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Je veux recevoir par e-mail les nouvelles')
  expect(await agreed(person)).toHaveLength(4)
})

test.each([
  ['news', ['calls sms', 'calls voice', 'support file']],
  ['calls', ['news email', 'support file']],
  ['all', ['support file']],
])('the button "%s" withdraws that and no more', async (purpose, left) => {
  const person = await becomeSupporter(program, everything)
  const path = await leavePath()
  const response = await postForm(program, path, { purpose })

  expect(response.statusCode).toBe(200)
  expect((await agreed(person)).toSorted()).toEqual(left)
  expect(await rows("select 1 from consent where action = 'given'")).toHaveLength(4)
})

test('one click of a mail program withdraws the news (RFC 8058), twice as well as once', async () => {
  const person = await becomeSupporter(program, everything)
  const path = await leavePath()
  for (let i = 0; i < 2; i++) expect((await postForm(program, path, { 'List-Unsubscribe': 'One-Click' })).statusCode).toBe(200)
  expect(await agreed(person)).not.toContain('news email')
  expect(await rows('select purpose, reason from suppression')).toEqual([{ purpose: 'news', reason: 'withdrawn' }])
})

test('a mail program may post the one click as multipart', async () => {
  const person = await becomeSupporter(program, everything)
  const payload = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
  const response = await server.inject({
    method: 'POST',
    url: await leavePath(),
    payload,
    headers: { 'content-type': 'multipart/form-data; boundary=x', ...visitor() },
  })
  expect(response.statusCode).toBe(200)
  expect(await agreed(person)).not.toContain('news email')
})

test('agreeing again by her own act lifts the suppression, for that alone', async () => {
  await becomeSupporter(program, everything)
  await postForm(program, await leavePath(), { purpose: 'all' })
  await becomeSupporter(program, { given_name: 'Zoë', consents: { news: true, calls: false } })
  expect(await rows('select purpose from suppression')).toEqual([{ purpose: 'calls' }])
})

test('the link of an old mail erases nothing: a fresh letter does, for a day', async () => {
  const person = await becomeSupporter(program, everything)
  const path = await leavePath()
  program.clock.now = new Date(program.clock.now.getTime() + 1000 * 86_400_000)
  expect((await postForm(program, `${path}/erasure`, {})).body).toContain('Regardez votre boîte')
  const link = await eraseLink()
  expect(link).not.toContain(path.split('/').at(-1)!.split('?')[0])
  expect((await server.inject(link)).body).toContain('method="post"')
  expect(await rows('select id from person')).toEqual([{ id: person }])
  // It withdraws, as ever.
  await postForm(program, path, { purpose: 'all' })
  expect(await agreed(person)).toEqual(['support file'])
  program.clock.now = new Date(program.clock.now.getTime() + 86_400_000)
  for (const answer of [await server.inject(link), await postForm(program, link, {})]) {
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('ne valait qu’un jour')
  }
  expect(await rows('select id from person')).toEqual([{ id: person }])
})

test('a link brings its owner three letters a day, and no other link is one that erases', async () => {
  const person = await becomeSupporter(program, everything)
  const path = await leavePath()
  const answers = []
  for (let n = 0; n < 4; n++) answers.push((await postForm(program, `${path}/erasure`, {})).statusCode)
  expect(answers).toEqual([200, 200, 200, 429])
  expect((await server.inject(path.replace('/leave/', '/erase/'))).statusCode).toBe(404)
  expect((await postForm(program, path.replace('/leave/', '/erase/'), {})).statusCode).toBe(404)
  expect(await agreed(person)).toHaveLength(4)
})

test('erasing asks once more, then leaves nothing but a keyed hash', async () => {
  await becomeSupporter(program, everything)
  await signByApi(program, { given_name: 'En attente' })
  const path = await leavePath()
  expect((await server.inject(`${path}/erasure`)).statusCode).toBe(200)
  expect(await rows('select 1 from person')).toHaveLength(1)
  const link = await eraseLink(path)
  expect((await postForm(program, link, {})).statusCode).toBe(200)

  for (const table of ['person', 'contact_point', 'consent', 'signature'])
    expect(await rows(`select 1 from ${table}`), table).toEqual([])
  expect(await rows('select address_hash, purpose, reason from suppression order by purpose')).toEqual([
    { address_hash: hashOf(app)('+33612345678'), purpose: 'calls', reason: 'erased' },
    { address_hash: hashOf(app)('zoe@example.org'), purpose: 'news', reason: 'erased' },
  ])
  expect((await server.inject('/api/v1/movement')).json()).toMatchObject({
    supporters: 0,
    places: 0,
    departments: 0,
    since: null,
  })
  const page = await server.inject(path)
  expect(page.body).toContain('Vous n’êtes plus dans le fichier')
  expect((await postForm(program, link, {})).statusCode).toBe(200)
  expect((await server.inject(link)).body).toContain('Vous n’êtes plus dans le fichier')
  expect((await postForm(program, path, { purpose: 'all' })).statusCode).toBe(200)
})

test('erasing while presses are under way: all are answered, and either all of her is there or nothing', async () => {
  await becomeSupporter(program, everything)
  const path = await leavePath()
  const link = await eraseLink(path)
  const again = [await confirmationPath(program, { given_name: 'Zoë' }), await confirmationPath(program, { given_name: 'Zo' })]
  const answers = await Promise.all([
    ...again.map((url) => server.inject({ method: 'POST', url, headers: visitor() })),
    postForm(program, link, {}),
    ...again.map((url) => server.inject({ method: 'POST', url, headers: visitor() })),
  ])
  expect(answers.map(({ statusCode }) => statusCode).filter((status) => ![200, 303, 404].includes(status))).toEqual([])
  const supporters = (await rows('select 1 from person')).length
  expect((await server.inject('/api/v1/movement')).json()).toMatchObject({ supporters })
})

test('a stranger who types her number takes it off no list', async () => {
  await becomeSupporter(program, everything)
  await postForm(program, await eraseLink(await leavePath()), {})
  await becomeSupporter(program, { ...everything, email: 'stranger@example.org' })
  expect(await rows("select reason from suppression where purpose = 'calls'")).toEqual([{ reason: 'erased' }])
})

test('her own number, which she withdrew herself, she can agree to again', async () => {
  await becomeSupporter(program, everything)
  await postForm(program, await leavePath(), { purpose: 'calls' })
  expect(await rows("select reason from suppression where purpose = 'calls'")).toEqual([{ reason: 'withdrawn' }])
  await becomeSupporter(program, { ...everything, given_name: 'Zoë' })
  expect(await rows("select reason from suppression where purpose = 'calls'")).toEqual([])
})

test('withdrawing twice, or what was never given, adds nothing to the ledger', async () => {
  await becomeSupporter(program, { consents: { news: true, calls: false } })
  const path = await leavePath()
  for (let i = 0; i < 3; i++) await postForm(program, path, { purpose: 'all' })
  expect(await rows("select purpose, channel, locale from consent where action = 'withdrawn'")).toEqual([
    { purpose: 'news', channel: 'email', locale: 'fr' },
  ])
})

test('a stranger who signs, leaves and signs again with her number takes it off no list either', async () => {
  await becomeSupporter(program, everything)
  await postForm(program, await leavePath(), { purpose: 'calls' })
  await becomeSupporter(program, { ...everything, email: 'stranger@example.org' })
  expect(await rows("select reason from suppression where purpose = 'calls'")).toEqual([{ reason: 'withdrawn' }])
})

test('what a line said by a file without a name, nobody takes back who types its number, however often', async () => {
  const word = "insert into suppression (address_hash, purpose, reason, since) values ($1, 'calls', 'withdrawn', now())"
  await rows(word, [hashOf(app)('+33612345678')])
  for (let n = 0; n < 3; n++) await becomeSupporter(program, everything)
  expect(await rows("select person_id, reason from suppression where purpose = 'calls'")).toEqual([
    { person_id: MAILBOX, reason: 'withdrawn' },
  ])
})

test('her no at her overseas number, kept as the number was spelt before, she takes back as any other', async () => {
  const [phone, before] = ['+262692123456', '+33692123456']
  const person = await becomeSupporter(program, { ...everything, phone })
  await postForm(program, await leavePath(), { purpose: 'calls' })
  await rows('update suppression set address_hash = $1', [hashOf(app)(before)])
  await becomeSupporter(program, { ...everything, phone, given_name: 'Zoë' })
  expect(await rows("select 1 from suppression where purpose = 'calls'")).toEqual([])
  expect(await agreed(person)).toContain('calls voice')
})

test('a restored backup erases her by her id; of erasures that kept none, by her mailbox, not by a number that a household shares', async () => {
  const [gone, other] = [
    await becomeSupporter(program, everything),
    await becomeSupporter(program, { ...everything, email: 'sister@example.org' }),
  ]
  const hashed = (person: string) =>
    ['zoe@example.org', '+33612345678'].map((address) => ({ hash: hashOf(app)(address).toString('hex'), person }))
  const among = async (erased: ReturnType<typeof hashed>) => erasedAmongPeople(app.database.read, erased, hashOf(app))
  expect(await among(hashed(MAILBOX))).toEqual([gone])
  expect(await among(hashed(other))).toEqual([other])
  expect(await among(hashed(crypto.randomUUID()))).toEqual([])
  await rows("delete from contact_point where person_id = $1 and kind = 'email'", [other])
  expect((await among(hashed(MAILBOX))).toSorted()).toEqual([gone, other].toSorted())
})

test('a restored backup knows whom it erases by her only number also as it was spelt when she went', async () => {
  const gone = await becomeSupporter(program, { ...everything, phone: '+262692123456' })
  await rows("delete from contact_point where person_id = $1 and kind = 'email'", [gone])
  const erased = (number: string) => [{ hash: hashOf(app)(number).toString('hex'), person: MAILBOX }]
  const among = (number: string) => erasedAmongPeople(app.database.read, erased(number), hashOf(app))
  expect([await among('+33692123456'), await among('+262692123456')]).toEqual([[gone], [gone]])
  expect(await among('+33692123457')).toEqual([])
})

test('nobody leaves for another by typing an address', async () => {
  const person = await becomeSupporter(program, everything)
  for (const url of [
    '/leave',
    '/leave/zoe@example.org',
    '/leave/zoe@example.org/erasure',
    `/leave/${person}`,
    `/leave/${person}/erasure`,
  ]) {
    expect((await postForm(program, url, { purpose: 'all', email: 'zoe@example.org' })).statusCode, url).toBe(404)
  }
  expect(await agreed(person)).toHaveLength(4)
})

test('a wrong purpose is refused', async () => {
  await becomeSupporter(program)
  expect((await postForm(program, await leavePath(), { purpose: 'support' })).statusCode).toBe(422)
})

test('one click in a mail ends what the mail was of, whatever else she agrees to', async () => {
  const of = async (key: string) => `${(await leavePath()).split('?')[0]}?of=${key}`
  const oneClick = (url: string) =>
    server.inject({
      method: 'POST',
      url,
      payload: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const person = await becomeSupporter(program, everything)
  expect((await oneClick(await of('nothing'))).statusCode).toBe(422)
  expect(await agreed(person)).toHaveLength(4)
  expect((await oneClick(await of('calls'))).statusCode).toBe(200)
  expect(await agreed(person)).toEqual(['news email', 'support file'])
})
