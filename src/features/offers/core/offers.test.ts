import { expect, test } from 'vitest'
import { found, signer, type Signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { askHelp } from './commands.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { transact } = program.app.database
const OFFER = {
  where: 'Lyon',
  km: '20',
  most: '2',
  'skills[cooking]': 'professional',
  'equipment[van]': 'true',
  'hours[sat-morning]': 'true',
  words: 'Avec plaisir',
}
const SHOWN = { ...OFFER, 'shown[organisers]': 'true' }
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const REQUEST = { what: 'Cuisiner pour trente', place: 'Salle des fêtes', day: dayIn(5), hour: '10:00' }
const mailTo = ({ email }: Signer, about: RegExp) =>
  until(
    async () => (await program.mails()).find((mail) => mail.to?.[0]?.address === email && about.test(mail.subject ?? '')),
    `mail ${about}`,
  )

/** A group that lives: its founder and two others, all confirmed. */
async function foundLiving(founder: Signer, otherwise: Parameters<typeof found>[2] = {}): Promise<string> {
  const others = await addSupporters(
    program,
    ['Bea', 'Cléo'].map((given_name) => ({ given_name, family_name: 'Durand' })),
  )
  return found(program, [founder.person, ...others], otherwise)
}

/** Zoé leads a group in Lyon; Ana has said what she can do. */
async function two(offer: Record<string, string> = SHOWN): Promise<{ zoe: Signer; ana: Signer; id: string }> {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  await foundLiving(zoe)
  expect((await ana.post('/me/offer', offer)).statusCode).toBe(303)
  const [{ id }] = (await rows<{ id: string }>('select id from offer')) as [{ id: string }]
  return { zoe, ana, id }
}

test('nobody sees an offer that is shown to nobody; each change of that stands in the ledger', async () => {
  const { zoe, ana, id } = await two(OFFER)
  expect((await zoe.get('/offers')).body).not.toContain('Avec plaisir')
  expect((await zoe.get(`/offers/${id}/request`)).statusCode).toBe(404)
  await ana.post('/me/offer', SHOWN)
  await ana.post('/me/offer', SHOWN)
  const page = (await zoe.get('/offers?skill=cooking')).body
  expect(page).toContain('Avec plaisir')
  expect(page).not.toContain(ana.email)
  expect(page).not.toContain('Durand')
  expect((await zoe.get('/offers?skill=law')).body).not.toContain('Avec plaisir')
  expect((await zoe.get('/offers?hour=sat-morning&equipment=van')).body).toContain('Avec plaisir')
  await ana.post('/me/offer', OFFER)
  expect((await zoe.get('/offers')).body).not.toContain('Avec plaisir')
  expect(
    await rows("select purpose, action, wording_id from consent where purpose like 'offer-%' order by collected_at, id"),
  ).toEqual([
    { purpose: 'offer-organisers', action: 'given', wording_id: 'people.consent.offer-organisers.v1' },
    { purpose: 'offer-organisers', action: 'withdrawn', wording_id: 'people.consent.offer-organisers.v1' },
  ])
  await ana.post('/me/offer/removal')
  expect(await rows('select 1 from offer')).toHaveLength(0)
})

test('organisers look around their groups, staff in their territory, members not at all', async () => {
  const { ana, id } = await two({ ...SHOWN, 'shown[staff]': 'true' })
  expect((await ana.get('/offers')).statusCode).toBe(403)
  const far = await signer(program, 'Far', 'FR-13055')
  await foundLiving(far, { place_id: 'FR-13055', department_id: 'FR-13', town: { lng: 5.37, lat: 43.3 } })
  expect((await far.get('/offers?where=69003')).body).toContain('trop loin')
  expect((await far.get(`/offers/${id}/request`)).statusCode).toBe(404)
  for (const [area_id, sees] of [
    ['FR-69', true],
    ['FR-75', false],
  ] as const) {
    const staff = await staffMember(program, 'coordinator', { area_id })
    const page = (await staff.get('/offers?where=69003')).body
    expect(page.includes('Avec plaisir')).toBe(sees)
    // Who is in nobody's record sees, and is told what it takes to ask; nobody is asked by nobody.
    expect(page).toContain('href="/sign"')
    expect(page).not.toContain('/request"')
    expect((await staff.post(`/offers/${id}/request`, REQUEST)).statusCode).toBe(403)
  }
})

test('asked, she says yes by the link of her mail: only then each learns how to reach the other; then thanks', async () => {
  const { zoe, ana, id } = await two()
  expect((await zoe.post(`/offers/${id}/request`, { ...REQUEST, day: dayIn(-1) })).statusCode).toBe(422)
  await zoe.post(`/offers/${id}/request`, REQUEST)
  await zoe.post(`/offers/${id}/request`, REQUEST)
  expect(await rows('select 1 from offer_request')).toHaveLength(1)
  const mail = await mailTo(ana, /vous demande/)
  expect(mail.text).toContain('Cuisiner pour trente')
  expect(mail.text).not.toContain(zoe.email)
  const link = linkIn(mail, '/requests/')
  const page = (await server.inject(link)).body
  expect(page).not.toContain(zoe.email)
  expect(await rows('select state from offer_request')).toEqual([{ state: 'open' }])
  expect((await zoe.get('/offers/sent')).body).not.toContain(ana.email)
  await postForm(program, link, { answer: 'accepted', reply: 'Volontiers' })
  expect((await postForm(program, link, { answer: 'declined' })).statusCode).toBe(409)
  expect((await mailTo(zoe, /a dit oui/)).text).toContain(ana.email)
  expect((await mailTo(ana, /entendu/)).text).toContain(zoe.email)
  expect((await zoe.get('/offers/sent')).body).toContain(ana.email)
  expect((await server.inject(link)).body).toContain(zoe.email)
  const [{ id: request }] = (await rows<{ id: string }>('select id from offer_request')) as [{ id: string }]
  expect((await ana.post(`/offers/sent/${request}/thanks`, { thanks: 'x' })).statusCode).toBe(403)
  await zoe.post(`/offers/sent/${request}/thanks`, { thanks: 'Quel festin' })
  expect((await mailTo(ana, /merci/)).text).toContain('Quel festin')
  expect((await ana.get('/me/offer')).body).toContain('Quel festin')
})

test('a no tells nobody’s address; another time is agreed or not', async () => {
  const { zoe, ana, id } = await two()
  await zoe.post(`/offers/${id}/request`, REQUEST)
  const link = linkIn(await mailTo(ana, /vous demande/), '/requests/')
  expect((await postForm(program, link, { answer: 'proposed' })).statusCode).toBe(422)
  await postForm(program, link, { answer: 'proposed', day: dayIn(6), hour: '15:00' })
  expect((await mailTo(zoe, /autre moment/)).text).not.toContain(ana.email)
  const [{ id: request }] = (await rows<{ id: string }>('select id from offer_request')) as [{ id: string }]
  await zoe.post(`/offers/sent/${request}/agreement`)
  await mailTo(ana, /entendu/)
  expect(
    await rows("select state, to_char(starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD HH24:MI') as at from offer_request"),
  ).toEqual([{ state: 'accepted', at: `${dayIn(6)} 15:00` }])
  await zoe.post(`/offers/${id}/request`, { ...REQUEST, day: dayIn(8) })
  const second = await until(
    async () => (await program.mails()).filter(({ subject }) => /vous demande/.test(subject ?? ''))[1],
    'the second request',
  )
  await postForm(program, linkIn(second, '/requests/'), { answer: 'declined' })
  expect((await mailTo(zoe, /cette fois/)).text).not.toContain(ana.email)
})

test('never more requests in thirty days than she lets, whoever asks, also a crowd at once', async () => {
  const { id } = await two()
  const askers = await Promise.all(Array.from({ length: 12 }, (_, n) => signer(program, `Asker${n}`)))
  const asked = await Promise.allSettled(
    askers.map(({ person }, n) =>
      transact((tx) =>
        askHelp(
          tx,
          {
            offer: id,
            by: person,
            what: 'x',
            place: 'y',
            starts_at: new Date(program.clock.now.getTime() + (n + 1) * 3_600_000),
            time_zone: 'Europe/Paris',
          },
          program.clock.now,
        ),
      ),
    ),
  )
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect(await rows('select 1 from offer_request')).toHaveLength(2)
})

test('nobody asks more than twenty in thirty days; what she took back counts, what is older does not', async () => {
  const { zoe, id } = await two({ ...SHOWN, most: '8' })
  const others = await addSupporters(
    program,
    Array.from({ length: 21 }, (_, n) => ({ given_name: `H${n}`, family_name: 'Durand' })),
  )
  const sentTo = (people: string[], daysAgo: number) =>
    rows(
      `insert into offer_request (id, person_id, asked_by, what, place, starts_at, time_zone, state, asked_at)
       select gen_random_uuid(), p, $2, 'x', 'y', $3::timestamptz + interval '9 days', 'Europe/Paris', 'withdrawn', $3::timestamptz - make_interval(hours => $4)
       from unnest($1::uuid[]) p`,
      [people, zoe.person, program.clock.now, Math.round(daysAgo * 24)],
    )
  const ask = (day: number) => zoe.post(`/offers/${id}/request`, { ...REQUEST, day: dayIn(day) })
  await sentTo(others.slice(0, 1), 30.5)
  await sentTo(others.slice(1, 20), 29.5)
  expect((await ask(5)).statusCode).toBe(303)
  expect((await ask(6)).statusCode).toBe(409)
  expect(await rows("select 1 from offer_request where state = 'open'")).toHaveLength(1)
})

test('looking costs a constant number of queries', async () => {
  const { zoe } = await two()
  const few = await countQueries(program, () => zoe.get('/offers'))
  for (let n = 0; n < 4; n += 1) await (await signer(program, `More${n}`)).post('/me/offer', SHOWN)
  expect(await countQueries(program, () => zoe.get('/offers'))).toBe(few)
})

test('whoever comes back is first shown who asks her for help; of the recipes, rather what she said that she can do', async () => {
  const { zoe, ana, id } = await two()
  const home = () => ana.get('/me/home')
  await zoe.post(`/offers/${id}/request`, REQUEST)
  const asked = (await home()).body
  expect(asked).toContain('Cuisiner pour trente')
  const link = linkIn(await mailTo(ana, /Zoe/), '/requests/')
  await postForm(program, link, { answer: 'declined' })
  expect((await home()).body).not.toContain('Cuisiner pour trente')
  await ana.post('/me/offer', { ...OFFER, 'skills[cooking]': '', 'skills[writing]': 'amateur' })
  const body = (await ana.get('/act/now?time=60&place=home&taste=any')).body
  expect(body).toContain('Vous savez faire')
  // What she can do is proposed by two slices, and stands in the list once.
  const wish = { minutes: 60, point: undefined, home: true, taste: undefined, person: ana.person, locale: 'fr' as const }
  const keys = (await program.app.suggestionsFor(wish)).map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect((await zoe.get('/act/now?time=60&place=home&taste=any')).body).not.toContain('Vous savez faire')
  // Some of them ask for the votes ahead, which are kept for a while but in tests.
  expect(await countQueries(program, home)).toBeLessThanOrEqual(13)
})
