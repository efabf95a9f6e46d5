import { expect, test } from 'vitest'
import { addGroup, figuresOf, found, nodAll, signer, type Signer } from '../../../../tests/support/groups.ts'
import { linkIn, until, useProgram, visitor } from '../../../../tests/support/program.ts'
import { confirmationPath } from '../../../../tests/support/signing.ts'
import { staffMember, visitorOf } from '../../../../tests/support/staff.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { workers } from '../core/jobs.ts'
import { reportGroup } from '../moderating/index.ts'
const program = await useProgram({ working: true })
const { rows } = program

const FORM = { name: 'Les Lilas', where: '69003 Lyon', precision: 'town', joining: 'open' }
const idIn = (location: unknown) => /groups\/([0-9a-f-]{36})/.exec(String(location))![1]!
const mailTo = (to: string, subject: RegExp) =>
  until(
    async () => (await program.mails()).find((mail) => mail.to?.[0]?.address === to && subject.test(mail.subject ?? '')),
    `a mail ${subject} to ${to}`,
  )

/** A group that she founded by the form. */
async function groupOf(organiser: Signer, otherwise: Record<string, string> = {}): Promise<string> {
  const response = await organiser.post('/groups', { ...FORM, ...otherwise })
  expect(response.statusCode).toBe(303)
  return idIn(response.headers.location)
}

test('a supporter founds a group: its page is public and names nobody; she gets a mail', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe, { habits: 'Le mardi à 19 h', address: '3 rue des Lilas', 'themes[ecology]': 'true' })
  expect(await figuresOf(program, id)).toMatchObject({ size: 1, organisers: 1 })
  const page = await program.server.inject(`/groups/${id}`)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Le mardi à 19 h')
  expect(page.body).not.toMatch(/Zoe|Durand|rue des Lilas|example\.org/)
  await mailTo(zoe.email, /Les Lilas/)
  expect((await zoe.get(`/groups/${id}/members`)).body).toContain('rue des Lilas')
})

test('whoever has not signed founds nothing and joins nothing', async () => {
  const group = await addGroup(program, 3)
  const zoe = await signer(program, 'Zoe')
  await program.app.database.transact((tx) =>
    erasePerson(tx, {
      person: zoe.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  expect((await zoe.post('/groups', FORM)).statusCode).toBe(422)
  expect((await zoe.post(`/groups/${group.id}/membership`)).statusCode).toBe(422)
  expect((await zoe.get(`/groups/${group.id}/membership`)).body).toContain('/sign"')
  expect(await figuresOf(program, group.id)).toMatchObject({ size: 3 })
})

test('nobody leads three groups, however often she presses', async () => {
  const zoe = await signer(program, 'Zoe')
  const answers = await Promise.all(Array.from({ length: 8 }, () => zoe.post('/groups', FORM)))
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(2)
  expect(await rows('select 1 from local_group')).toHaveLength(2)
})

test('a form with mistakes says each of them beside its field, and keeps what was typed', async () => {
  const zoe = await signer(program, 'Zoe')
  const wrong = await zoe.post('/groups', { ...FORM, name: 'ab', where: 'Saint-Denis', precision: 'exact' })
  expect(wrong.statusCode).toBe(422)
  expect(wrong.body).toContain('id="field-name-error"')
  const placed = await zoe.post('/groups', { ...FORM, where: 'Saint-Denis', precision: 'exact', lat: '95', lng: '3' })
  for (const field of ['where', 'address']) expect(placed.body).toContain(`id="field-${field}-error"`)
  expect(placed.body).toContain('value="Saint-Denis"')
})

test('what one shows is her own: the boxes are never ticked, and each word is in the ledger', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe)
  expect((await ana.get(`/groups/${id}/membership`)).body).not.toMatch(/checkbox"[^>]*checked/)
  await ana.post(`/groups/${id}/membership`, { 'sharing[organisers_see]': 'true' })
  expect((await zoe.get(`/groups/${id}/members`)).body).toContain(ana.email)
  const leo = await signer(program, 'Leo')
  await leo.post(`/groups/${id}/membership`)
  await nodAll(program, id)
  const seen = (await leo.get(`/groups/${id}/members`)).body
  expect(seen).toContain('Ana')
  expect(seen).not.toContain(ana.email)
  expect(seen).not.toContain(zoe.email)
  await ana.post(`/groups/${id}/membership/sharing`, {})
  expect((await zoe.get(`/groups/${id}/members`)).body).not.toContain(ana.email)
  const ledger = await rows(
    "select purpose, action, about = $2 as here, wording_text from consent where purpose like 'group-%' and person_id = $1 order by collected_at, action",
    [ana.person, id],
  )
  expect(ledger).toEqual([
    { purpose: 'group-organisers', action: 'given', here: true, wording_text: expect.stringContaining('animent') },
    { purpose: 'group-organisers', action: 'withdrawn', here: true, wording_text: expect.stringContaining('animent') },
  ])
})

test('members of a group are seen by its members alone, its desk by its organisers alone', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const [mine, hers] = [await groupOf(zoe), await groupOf(ana)]
  const leo = await signer(program, 'Leo')
  await leo.post(`/groups/${hers}/membership`)
  const closed = [
    () => zoe.get(`/groups/${hers}/members`),
    () => zoe.get(`/groups/${hers}/settings`),
    () => zoe.post(`/groups/${hers}/settings`, FORM),
    () => zoe.post(`/groups/${hers}/invitations`, { email: 'x@example.org' }),
    () => zoe.post(`/groups/${hers}/links`),
    () => zoe.post(`/groups/${hers}/members/${leo.person}/role`, { role: 'organiser' }),
    () => zoe.post(`/groups/${hers}/members/${leo.person}/removal`, { reason: 'x' }),
    () => zoe.post(`/groups/${hers}/requests/${zoe.person}/acceptance`),
    () => leo.get(`/groups/${hers}/settings`),
    () => leo.post(`/groups/${hers}/members/${ana.person}/removal`, { reason: 'x' }),
    () => leo.post(`/groups/${hers}/members/${leo.person}/role`, { role: 'organiser' }),
    () => leo.post(`/groups/${hers}/invitations`, { email: 'x@example.org' }),
    () => leo.get(`/groups/${mine}/members`),
  ]
  for (const knock of closed) expect((await knock()).statusCode).toBe(403)
  // The organiser of one names somebody of another: there she is nobody.
  expect((await zoe.post(`/groups/${mine}/members/${leo.person}/role`, { role: 'organiser' })).statusCode).toBe(404)
  expect((await zoe.post(`/groups/${mine}/members/${leo.person}/removal`, { reason: 'x' })).statusCode).toBe(404)
  expect(await figuresOf(program, hers)).toMatchObject({ size: 2, organisers: 1 })
})

test('a group that decides: she asks, the organisers get a mail, one welcomes her and she is told', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe, { joining: 'approval' })
  await ana.post(`/groups/${id}/membership`, { words: 'Bonjour' })
  expect(await figuresOf(program, id)).toMatchObject({ size: 1 })
  await mailTo(zoe.email, /Ana demande/)
  expect((await zoe.get(`/groups/${id}/members`)).body).toContain('Bonjour')
  await zoe.post(`/groups/${id}/requests/${ana.person}/acceptance`)
  expect(await figuresOf(program, id)).toMatchObject({ size: 2 })
  await mailTo(ana.email, /Vous êtes dans le groupe/)
  // A second organiser on an older page: she is in already.
  expect((await zoe.post(`/groups/${id}/requests/${ana.person}/acceptance`)).statusCode).toBe(303)
  expect(await figuresOf(program, id)).toMatchObject({ size: 2 })
})

test('an invitation by mail opens a group that decides to its own mailbox, and to nobody whom it is forwarded to', async () => {
  const zoe = await signer(program, 'Zoe')
  const [ana, leo] = [await signer(program, 'Ana'), await signer(program, 'Leo')]
  const id = await groupOf(zoe, { joining: 'approval' })
  await zoe.post(`/groups/${id}/invitations`, { email: ana.email })
  const path = linkIn(await mailTo(ana.email, /invitation/), '/invited/')
  expect((await leo.get(path)).body).toContain('Les Lilas')
  const invitation = path.split('/').at(-1)!
  await leo.post(`/groups/${id}/membership`, { invitation })
  expect(await figuresOf(program, id)).toMatchObject({ size: 1 })
  await ana.post(`/groups/${id}/membership`, { invitation })
  expect(await figuresOf(program, id)).toMatchObject({ size: 2 })
  // Nor does it open another group.
  const other = await groupOf(zoe, { joining: 'approval' })
  await ana.post(`/groups/${other}/membership`, { invitation })
  expect(await figuresOf(program, other)).toMatchObject({ size: 1 })
})

test('an invitation that was ended leads nowhere, and its address is forgotten when it is over', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe)
  await zoe.post(`/groups/${id}/links`)
  const page = (await zoe.get(`/groups/${id}/members`)).body
  const path = /\/invited\/[^"<\s]+/.exec(page)![0]
  expect((await program.server.inject(path)).statusCode).toBe(200)
  await zoe.post(/\/groups\/[^"]+\/invitations\/[^"]+\/removal/.exec(page)![0])
  expect((await program.server.inject(path)).statusCode).toBe(404)
  await zoe.post(`/groups/${id}/invitations`, { email: 'ana@example.org' })
  await mailTo('ana@example.org', /invitation/)
  program.clock.now = new Date(program.clock.now.getTime() + 15 * 86_400_000)
  await zoe.post(`/groups/${id}/links`)
  expect(await rows("select 1 from invitation where email = 'ana@example.org'")).toHaveLength(0)
})

test('a mailbox is invited once by a group, and one that refused is left alone', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe)
  await Promise.all(Array.from({ length: 5 }, () => zoe.post(`/groups/${id}/invitations`, { email: 'ana@example.org' })))
  await mailTo('ana@example.org', /invitation/)
  expect(await rows('select 1 from invitation')).toHaveLength(1)
  expect((await program.mails()).filter((mail) => mail.to?.[0]?.address === 'ana@example.org')).toHaveLength(1)
})

test('who was taken out reads why, and comes back only if she is let in', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe)
  await ana.post(`/groups/${id}/membership`)
  expect((await zoe.post(`/groups/${id}/members/${ana.person}/removal`, {})).statusCode).toBe(422)
  await zoe.post(`/groups/${id}/members/${ana.person}/removal`, { reason: 'Elle a insulté un voisin.' })
  expect((await mailTo(ana.email, /plus dans le groupe/)).text).toContain('insulté')
  await ana.post(`/groups/${id}/membership`)
  expect(await figuresOf(program, id)).toMatchObject({ size: 1 })
  expect(await rows('select 1 from join_request')).toHaveLength(1)
})

test('the last organiser hands over before she leaves; the last of all closes the group', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe)
  await ana.post(`/groups/${id}/membership`)
  const refused = await zoe.post(`/groups/${id}/membership/removal`)
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('role="alert"')
  await zoe.post(`/groups/${id}/members/${ana.person}/role`, { role: 'organiser' })
  expect((await zoe.post(`/groups/${id}/members/${ana.person}/role`, { role: 'member' })).statusCode).toBe(409)
  expect((await zoe.post(`/groups/${id}/membership/removal`)).statusCode).toBe(303)
  expect((await ana.post(`/groups/${id}/membership/removal`)).statusCode).toBe(303)
  expect(await figuresOf(program, id)).toMatchObject({ size: 0, closed: true })
  expect((await program.server.inject(`/groups/${id}`)).statusCode).toBe(404)
})

test('the last organiser has herself erased: those who stay are asked once who takes over', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe)
  await ana.post(`/groups/${id}/membership`)
  await program.app.database.transact((tx) =>
    erasePerson(tx, {
      person: zoe.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  await mailTo(ana.email, /pour l’animer/)
  expect((await ana.get(`/groups/${id}/membership`)).body).toContain(`/groups/${id}/membership/organising`)
  await nodAll(program, id)
  await ana.post(`/groups/${id}/membership/organising`)
  expect(await figuresOf(program, id)).toMatchObject({ organisers: 1, vacant: false })
})

test('a group of one closes when she is erased', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe)
  await program.app.database.transact((tx) =>
    erasePerson(tx, {
      person: zoe.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  await until(async () => (await figuresOf(program, id)).closed || undefined, 'the empty group to close')
})

test('scripts in texts are texts', async () => {
  const zoe = await signer(program, 'Zoe')
  const hostile = '"><img src=x onerror=alert(1)>'
  expect((await zoe.post('/groups', { ...FORM, name: hostile })).statusCode).toBe(422)
  const id = await groupOf(zoe, { description: hostile, habits: hostile })
  for (const url of [`/groups/${id}`, `/groups?where=69003`, `/groups/${id}/members`]) {
    const { body } = await zoe.get(url)
    expect(body).not.toContain('<img src=x')
  }
})

test('one is told of all in one’s own groups, and in none of others', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe)
  await addGroup(program, 3, { name: 'Zanzibar' })
  const mine = (await zoe.get('/me/groups')).body
  expect(mine).toContain(`/groups/${id}/members`)
  expect(mine).not.toContain('Zanzibar')
})

test('somebody under restriction cannot be reached through her group', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await found(program, [zoe.person])
  await ana.post(`/groups/${id}/membership`, { 'sharing[organisers_see]': 'true', 'sharing[shows_contact]': 'true' })
  await rows('update person set restricted_at = now() where id = $1', [ana.person])
  expect((await zoe.get(`/groups/${id}/members`)).body).not.toContain(ana.email)
})

test('an address that is known to be wrong is shown to nobody', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await found(program, [zoe.person])
  await ana.post(`/groups/${id}/membership`, { 'sharing[organisers_see]': 'true', 'sharing[shows_contact]': 'true' })
  const shown = async () => (await zoe.get(`/groups/${id}/members`)).body.includes(ana.email)
  expect(await shown()).toBe(true)
  for (const quality of ['bad', 'bouncing']) {
    await rows('update contact_point set quality = $1 where person_id = $2', [quality, ana.person])
    expect(await shown()).toBe(false)
  }
})

test('a group has twenty mailboxes invited at most, and twenty reports that wait; links and settled ones do not count', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe)
  await rows(
    `insert into invitation (id, group_id, email, locale, created_at, ends_at)
     select gen_random_uuid(), $1, case when n <= 19 then 'n' || n || '@example.org' end, 'fr', $2, $2::timestamptz + interval '9 days' from generate_series(1, 29) n`,
    [id, program.clock.now],
  )
  const invite = (email: string) => zoe.post(`/groups/${id}/invitations`, { email })
  expect((await invite('ana@example.org')).statusCode).toBe(303)
  expect((await invite('eva@example.org')).statusCode).toBe(409)
  expect((await zoe.post(`/groups/${id}/links`)).statusCode).toBe(303)
  const report = () => program.app.database.transact((tx) => reportGroup(tx, { group: id, words: 'x' }, program.clock.now))
  for (let n = 0; n < 22; n += 1) await report()
  expect(await rows('select 1 from group_report')).toHaveLength(20)
  await rows('update group_report set settled_at = now() where id = (select id from group_report limit 1)')
  await report()
  expect(await rows('select 1 from group_report')).toHaveLength(21)
})

test('whoever has just signed is offered groups with room and joins one without another code, for an hour', async () => {
  await addGroup(program, 12, { name: 'Complet' })
  const near = await addGroup(program, 4, { name: 'Proche' })
  const decides = await addGroup(program, 1, { name: 'Sur-demande', joining: 'approval' })
  const confirmed = await program.server.inject({ method: 'POST', url: await confirmationPath(program), headers: visitor() })
  const thanks = String(confirmed.headers.location)
  const page = (await program.server.inject(thanks)).body
  expect(page).toContain('Proche')
  expect(page).not.toContain('Complet')
  const join = new RegExp(`/groups/${near.id}/welcome/[^"]+`).exec(page)![0]
  expect((await program.server.inject(join)).body).not.toMatch(/checkbox"[^>]*checked/)
  const joined = await visitorOf(program).post(join, { 'sharing[organisers_see]': 'true' })
  expect(joined.body).toContain('Vous êtes dans Proche')
  expect(await figuresOf(program, near.id)).toMatchObject({ size: 5 })
  await visitorOf(program).post(join.replace(near.id, decides.id))
  expect(await figuresOf(program, decides.id)).toMatchObject({ size: 1 })
  expect(await rows('select 1 from join_request')).toHaveLength(1)
  // The token shows nobody, and not for long.
  expect((await program.server.inject(`/groups/${near.id}/members`)).statusCode).toBe(303)
  program.clock.now = new Date(program.clock.now.getTime() + 3_700_000)
  expect((await program.server.inject(join)).statusCode).toBe(404)
})

test('who was taken out does not let herself in again by the invitation that she still has', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe)
  await zoe.post(`/groups/${id}/invitations`, { email: ana.email })
  const invitation = linkIn(await mailTo(ana.email, /invitation/), '/invited/')
    .split('/')
    .at(-1)!
  await ana.post(`/groups/${id}/membership`, { invitation })
  await zoe.post(`/groups/${id}/members/${ana.person}/removal`, { reason: 'Des insultes.' })
  await ana.post(`/groups/${id}/membership`, { invitation })
  expect(await figuresOf(program, id)).toMatchObject({ size: 1 })
})

test('a group that an erasure emptied is joined by nobody, and its address is gone with it', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  const id = await groupOf(zoe, { address: '3 rue des Lilas' })
  await program.app.database.transact((tx) =>
    erasePerson(tx, {
      person: zoe.person,
      now: program.clock.now,
      ...erasing(program.app),
      reason: 'retention',
    }),
  )
  expect((await ana.post(`/groups/${id}/membership`)).statusCode).toBe(404)
  await workers.find(({ queue }) => queue.name === 'groups.tidying')!.work(program.app, {})
  expect(await rows('select address from local_group where closed_at is not null')).toEqual([{ address: null }])
})

test('those in charge of the territory are told of each new group, and nobody else’s', async () => {
  const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const region = await staffMember(program, 'coordinator', { area_id: 'FR-R84' })
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
  const national = await staffMember(program, 'administrator')
  const zoe = await signer(program, 'Zoe')
  const id = await groupOf(zoe)
  for (const { email } of [here, region]) expect((await mailTo(email, /Nouveau groupe/)).text).toContain(`/staff/groups/${id}`)
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name like 'groups.founded%' and state < 'completed'")).length === 0 ||
      undefined,
    'the jobs',
  )
  const told = (await program.mails())
    .filter(({ subject }) => /Nouveau groupe/.test(subject ?? ''))
    .map((mail) => mail.to?.[0]?.address)
  expect(told.toSorted()).toEqual([here.email, region.email].toSorted())
  expect(told).not.toContain(elsewhere.email)
  expect(told).not.toContain(national.email)
})
