import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { movementOf } from '../../../../tests/support/home.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { openStrongSession, signIn, staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { actorOf, type Held } from '#platform/auth/actor'
import { addDays, clockIn } from '#platform/i18n/moments'
import { heldBy } from './access.ts'
import { askApproval, giveApproval, useApproval } from './commands/approvals.ts'
import { record, witnessOf } from './commands/journal.ts'
import { firstBrokenRow } from './queries/journal.ts'
import { covers, grantsFrom } from './rules.ts'

const program = await useProgram({ working: true })
const { app, rows } = program
const { transact, read } = app.database

/** The actor that a member of staff is, for calling commands directly. */
async function actor({ account, email }: { account: string; email: string }) {
  const session = { id: account, account, email, strongAt: program.clock.now, since: new Date(), hasTotp: true, speaksFor: null }
  return actorOf(session, { held: await heldBy(app, account), person: undefined, undecided: false }, program.clock.now)
}

describe('mandates', () => {
  test('a region is its departments, a department itself, a town itself', async () => {
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-R84' })
    const { grants } = await heldBy(app, coordinator.account)
    expect(grants.get('people.see')).toContain('FR-69')
    expect(grants.get('people.see')).not.toContain('FR-75')
  })

  test('what several mandates give together never shrinks', () => {
    const held = fc.record({
      permissions: fc.subarray(['a', 'b', 'c']),
      area_id: fc.option(fc.constantFrom('FR-69', 'FR-R84', 'FR'), { nil: null }),
      place_id: fc.constant(null),
      departments: fc.constant<string[]>([]),
    })
    fc.assert(
      fc.property(fc.array(held), held, (before, more) => {
        const [less, all] = [grantsFrom(before), grantsFrom([...before, more])]
        for (const [permission, scope] of less) expect(covers(all.get(permission)!, scope)).toBe(true)
      }),
    )
  })

  test('an ended mandate is worth nothing to the very next request', async () => {
    const administrator = await staffMember(program, 'administrator')
    const officer = await staffMember(program, 'data-officer')
    expect((await officer.get('/staff/journal')).statusCode).toBe(200)
    const [mandate] = await rows<{ id: string }>('select id from mandate where account_id = $1', [officer.account])
    await administrator.post(`/staff/mandates/${mandate!.id}/end`)
    expect((await officer.get('/staff/journal')).statusCode).toBe(403)
  })

  test('a mandate to come gives nothing yet, one that is over nothing more', async () => {
    const officer = await staffMember(program, 'data-officer')
    await rows("update mandate set starts_at = now() + interval '1 day' where account_id = $1", [officer.account])
    expect((await officer.get('/staff/journal')).statusCode).toBe(403)
    await rows(
      "update mandate set starts_at = now() - interval '2 days', ends_at = now() - interval '1 day' where account_id = $1",
      [officer.account],
    )
    expect((await officer.get('/staff/journal')).statusCode).toBe(403)
  })

  test('a grant opens nothing before a second factor is shown', async () => {
    const officer = await staffMember(program, 'data-officer')
    const weak = await signIn(program, officer.email)
    const response = await weak.get('/staff/journal')
    expect(response.statusCode).toBe(303)
    expect(response.headers.location).toBe('/account/second-factor?next=%2Fstaff%2Fjournal')
  })

  test('a second factor of yesterday is asked for again', async () => {
    const officer = await staffMember(program, 'data-officer')
    await rows("update account_session set strong_at = now() - interval '13 hours' where account_id = $1", [officer.account])
    expect((await officer.get('/staff/journal')).statusCode).toBe(303)
  })

  test.each([
    ['another territory', { role: 'volunteer', territory: 'Paris' }, 403],
    ['everywhere', { role: 'volunteer' }, 403],
    ['rights that he has not', { role: 'administrator', territory: 'Rhône' }, 403],
    ['his own territory', { role: 'volunteer', territory: 'Rhône' }, 303],
    ['a town of it', { role: 'volunteer', territory: 'Villeurbanne' }, 303],
    ['a place that is none', { role: 'volunteer', territory: 'Atlantis' }, 422],
    ['a time that is over', { role: 'volunteer', territory: 'Rhône', ends: '2020-01-01' }, 422],
  ])('a coordinator of the Rhône gives a mandate for %s', async (_what, mandate, status) => {
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const response = await coordinator.post('/staff/mandates', {
      email: 'new@example.org',
      ...(mandate as Record<string, string>),
    })
    expect(response.statusCode).toBe(status)
    const given = await rows("select 1 from mandate join account on account.id = account_id where email = 'new@example.org'")
    expect(given).toHaveLength(status === 303 ? 1 : 0)
    expect(await rows("select 1 from account where email = 'new@example.org'")).toHaveLength(given.length)
  })

  test('a form that is sent twenty times at once gives one mandate', async () => {
    const administrator = await staffMember(program, 'administrator')
    const give = () => administrator.post('/staff/mandates', { email: 'new@example.org', role: 'volunteer' })
    // The account is made first: this is about mandates.
    await give()
    await rows("delete from mandate using account where account.id = account_id and email = 'new@example.org'")
    const answers = await Promise.all(Array.from({ length: 20 }, give))
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  })

  test('who gives mandates everywhere lets a treasurer in and holds nothing of it; another does not, nor she herself', async () => {
    const [administrator, coordinator] = [
      await staffMember(program, 'administrator'),
      await staffMember(program, 'coordinator', { area_id: 'FR-69' }),
    ]
    const offered = async (who: typeof administrator) => (await who.get('/staff/mandates')).body.includes('value="treasurer"')
    expect([await offered(administrator), await offered(coordinator)]).toEqual([true, false])
    const give = async (who: typeof administrator, fields: Record<string, string>) =>
      (await who.post('/staff/mandates', { role: 'treasurer', ...fields })).statusCode
    expect(await give(coordinator, { email: 'new@example.org', territory: 'Rhône' })).toBe(403)
    expect(await give(administrator, { email: administrator.email })).toBe(403)
    expect(await give(administrator, { email: 'new@example.org' })).toBe(303)
    expect((await administrator.get('/staff/gifts')).statusCode).toBe(403)
    const [mandate] = await rows<{ id: string }>("select id from mandate where role_id = 'treasurer'")
    expect((await coordinator.post(`/staff/mandates/${mandate!.id}/end`)).statusCode).toBe(403)
    expect((await administrator.post(`/staff/mandates/${mandate!.id}/end`)).statusCode).toBe(303)
  })

  test('nobody gives a mandate to himself, nor for longer than he holds his own', async () => {
    const administrator = await staffMember(program, 'administrator')
    const own = await administrator.post('/staff/mandates', { email: administrator.email, role: 'treasurer' })
    expect(own.statusCode).toBe(403)
    await rows('update mandate set ends_at = $2 where account_id = $1', [administrator.account, '2100-01-01'])
    await administrator.post('/staff/mandates', { email: 'new@example.org', role: 'volunteer', ends: '2110-01-01' })
    expect(
      await rows(
        "select ends_at::date::text from mandate join account on account.id = account_id where email = 'new@example.org'",
      ),
    ).toEqual([{ ends_at: '2100-01-01' }])
  })

  test('a mandate lasts through its last day by the clocks of the movement, and is shown so', async () => {
    movementOf(program, { timeZone: 'Pacific/Noumea' })
    const administrator = await staffMember(program, 'administrator')
    await administrator.post('/staff/mandates', { email: 'new@example.org', role: 'volunteer', ends: '2100-01-15' })
    const [{ ends_at }] = (await rows<{ ends_at: Date }>('select ends_at from mandate where ends_at is not null')) as [
      { ends_at: Date },
    ]
    expect(ends_at.toISOString()).toBe('2100-01-15T12:59:59.000Z')
    expect((await administrator.get('/staff/mandates')).body).toContain('15 janv. 2100')
  })

  test('no mandate ends before it begins, by the clocks of the movement', async () => {
    movementOf(program, { timeZone: 'Pacific/Noumea' })
    const day = clockIn('UTC', program.clock.now).day
    program.clock.now = new Date(`${addDays(day, 1)}T20:00:00Z`)
    const administrator = await staffMember(program, 'administrator')
    const until = async (ends: string) =>
      (await administrator.post('/staff/mandates', { email: 'x@example.org', role: 'volunteer', ends })).statusCode
    // It is the day after already.
    expect([await until(addDays(day, 1)), await until(addDays(day, 2))]).toEqual([422, 303])
  })

  test('the page after an act says that it was done, once; a word that somebody made up says nothing', async () => {
    const administrator = await staffMember(program, 'administrator')
    await administrator.post('/staff/mandates', { email: 'new@example.org', role: 'volunteer' })
    expect((await administrator.get('/staff/mandates')).body).toContain('<p role="status" class="alert alert-success')
    expect((await administrator.get('/staff/mandates')).body).not.toContain('role="status" class="alert alert-success')
    expect((await administrator.post('/staff/mandates', { email: 'new@example.org', role: 'volunteer' })).statusCode).toBe(422)
    administrator.cookies.set('said', '<script>')
    expect((await administrator.get('/staff/mandates')).body).not.toContain('role="status" class="alert alert-success')
  })

  test('whoever has charge everywhere signs somebody out everywhere, and that is written down; whoever has a part of it does not', async () => {
    const admin = await staffMember(program, 'administrator')
    const lost = await signIn(program, 'lost@example.org')
    const other = await signIn(program, 'lost@example.org')
    const rhone = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const end = (who: Visitor, email: string) => who.post('/staff/sessions/end', { email })
    expect((await end(rhone, 'lost@example.org')).statusCode).toBe(403)
    expect((await end(lost, admin.email)).statusCode).toBe(403)
    expect((await end(admin, 'nobody@example.org')).statusCode).toBe(422)
    expect((await lost.get('/account')).statusCode).toBe(200)
    expect((await end(admin, 'Lost@Example.org')).statusCode).toBe(303)
    for (const one of [lost, other]) expect((await one.get('/account')).statusCode).toBe(303)
    expect((await admin.get('/account')).statusCode).toBe(200)
    const written = await program.rows(
      "select count(*)::int as n from journal where action = 'sign-out' and object_kind = 'account'",
    )
    expect(written).toEqual([{ n: 1 }])
  })

  test('two administrators who end each other at once: one stays', async () => {
    const pair = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')] as const
    const mandates = await rows<{ id: string; account_id: string }>(
      "select id, account_id from mandate where role_id = 'administrator'",
    )
    await Promise.all(
      pair.map((one) => one.post(`/staff/mandates/${mandates.find(({ account_id }) => account_id !== one.account)!.id}/end`)),
    )
    const left = await rows("select 1 from mandate where role_id = 'administrator' and (ends_at is null or ends_at > now())")
    expect(left).toHaveLength(1)
  })
})

describe('the journal', () => {
  test('fifty witnesses at once make one unbroken chain', async () => {
    const witness = witnessOf(app)
    const [before] = await rows<{ n: number }>('select count(*)::int as n from journal')
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => witness(undefined, { action: 'view', object: 'person', id: String(n) })),
    )
    const [after] = await rows<{ n: number }>('select count(*)::int as n from journal')
    expect(after!.n - before!.n).toBe(50)
    expect(await firstBrokenRow(read)).toBeUndefined()
  })

  test.each(["update journal set action = 'x'", 'delete from journal', 'truncate journal'])(
    '%s is refused',
    async (statement) => {
      await witnessOf(app)(undefined, { action: 'view', object: 'person' })
      await expect(rows(statement)).rejects.toThrow(/grows only/)
    },
  )

  test('a row that the owner of the database changes or takes out is found', async () => {
    for (let n = 0; n < 3; n++) await witnessOf(app)(undefined, { action: 'view', object: 'person', id: 'chain' })
    const [row] = await rows<{ seq: string; reason: string | null }>(
      "select max(seq)::text as seq from journal where object_id = 'chain'",
    )
    const seq = String(BigInt(row!.seq) - 1n)
    await rows('alter table journal disable trigger journal_grows_only')
    await rows("update journal set reason = 'forged' where seq = $1", [seq])
    expect(await firstBrokenRow(read)).toBe(seq)
    await rows('update journal set reason = null where seq = $1', [seq])
    expect(await firstBrokenRow(read)).toBeUndefined()
    const [kept] = await rows('delete from journal where seq = $1 returning *', [seq])
    expect(await firstBrokenRow(read)).toBe(seq)
    await rows('insert into journal select * from jsonb_populate_record(null::journal, $1)', [
      JSON.stringify({
        ...kept,
        previous: `\\x${(kept as { previous: Buffer }).previous.toString('hex')}`,
        hash: `\\x${(kept as { hash: Buffer }).hash.toString('hex')}`,
      }),
    ])
    await rows('alter table journal enable trigger journal_grows_only')
  })

  test('what is rolled back leaves no row', async () => {
    const failing = transact(async (tx) => {
      await record(tx, { actor: undefined, now: program.clock.now }, { action: 'import', object: 'rolled back' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await rows("select 1 from journal where object_kind = 'rolled back'")).toHaveLength(0)
  })

  test('the hundred and first record in a minute raises an alert, once an hour', async () => {
    const officer = await staffMember(program, 'data-officer')
    const by: Held & { account: string } = { account: officer.account, roles: ['data-officer'], grants: new Map() }
    const witness = witnessOf(app)
    await witness(by, { action: 'list', object: 'people', count: 100 })
    expect(await rows('select 1 from alert')).toHaveLength(0)
    await witness(by, { action: 'view', object: 'person', id: 'x' })
    await witness(by, { action: 'view', object: 'person', id: 'y' })
    expect(await rows('select kind, count from alert')).toEqual([{ kind: 'many-views', count: 102 }])
  })

  test('only the data officer reads it, and that is noted', async () => {
    const officer = await staffMember(program, 'data-officer')
    const member = await staffMember(program, 'staff')
    expect((await member.get('/staff/journal')).statusCode).toBe(403)
    expect((await officer.post('/staff/journal.csv')).headers['content-type']).toContain('text/csv')
    const page = await officer.post('/staff/journal', { email: officer.email })
    expect(page.body).toContain('export')
    expect((await officer.post('/staff/journal/check')).statusCode).toBe(303)
    expect((await officer.get('/staff/journal')).body).toContain('rien n’a été changé')
  })
})

describe('the ceiling of a day', () => {
  const most = app.config.personsADay

  test('persons shown by pages, lists and programs add up; past the ceiling nothing more is shown until the next day, and somebody is told', async () => {
    const officer = await staffMember(program, 'data-officer')
    const witness = witnessOf(app)
    const by = await actor(officer)
    await witness(by, { action: 'list', object: 'people', count: most - 1 })
    await witness(by, { action: 'change', object: 'person', count: 1000 })
    await witness(by, { action: 'view', object: 'person' })
    await expect(witness(by, { action: 'view', object: 'person' })).rejects.toThrow('staff.ceiling')
    // Another one's day is another one's.
    await witness(await actor(await staffMember(program, 'staff')), { action: 'view', object: 'person' })
    const mail = await until(
      async () =>
        (await program.mails()).find(({ text, to }) => to?.[0]?.address === officer.email && text?.includes('en un jour')),
      'a mail of the alert',
    )
    expect(mail.text).toContain(`${officer.email} :`)
    expect((await officer.get('/staff/alerts')).body).toContain('plus rien n’est montré')
    program.clock.now = new Date(program.clock.now.getTime() + 24 * 3_600_000)
    await witness(await actor(officer), { action: 'view', object: 'person' })
  })

  test('a crowd that looks at once sees no more than one by one', async () => {
    const by = await actor(await staffMember(program, 'staff'))
    const looks = Array.from({ length: 60 }, () => witnessOf(app)(by, { action: 'list', object: 'people', count: most / 50 }))
    const seen = (await Promise.allSettled(looks)).filter(({ status }) => status === 'fulfilled')
    expect(seen.length).toBeLessThanOrEqual(50)
    await expect(witnessOf(app)(by, { action: 'view', object: 'person' })).rejects.toThrow('staff.ceiling')
  })

  test('a key that was given another ceiling has that one', async () => {
    const by = { ...(await actor(await staffMember(program, 'staff'))), personsADay: 3 }
    await witnessOf(app)(by, { action: 'list', object: 'people', count: 3 })
    await expect(witnessOf(app)(by, { action: 'view', object: 'person' })).rejects.toThrow('staff.ceiling')
  })
})

describe('two persons', () => {
  const export_ = { kind: 'export', subject: 'everything' }

  test('one asks, another allows, the first does it once', async () => {
    const [asker, giver] = [
      await actor(await staffMember(program, 'administrator')),
      await actor(await staffMember(program, 'data-officer')),
    ]
    const { now } = program.clock
    const use = () => transact((tx) => useApproval(tx, { actor: asker, now }, export_))
    await expect(use()).rejects.toThrow('staff.approval.needed')
    const id = await transact((tx) => askApproval(tx, { actor: asker, now }, { ...export_, reason: 'Back-up' }))
    await expect(use()).rejects.toThrow('staff.approval.needed')
    await expect(transact((tx) => giveApproval(tx, { actor: asker, now }, id))).rejects.toThrow('staff.approval.not-yours')
    await transact((tx) => giveApproval(tx, { actor: giver, now }, id))
    await expect(transact((tx) => useApproval(tx, { actor: giver, now }, export_))).rejects.toThrow('staff.approval.needed')
    await expect(
      transact((tx) => useApproval(tx, { actor: asker, now }, { kind: 'export', subject: 'another' })),
    ).rejects.toThrow()
    const uses = await Promise.allSettled(Array.from({ length: 10 }, use))
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  /** An administrator whom another let in, by the page itself, so many days ago. */
  async function letIn(by: Visitor, days = 8) {
    const email = `second.${crypto.randomUUID().slice(0, 8)}@example.org`
    expect((await by.post('/staff/mandates', { email, role: 'administrator' })).statusCode).toBe(303)
    const [{ id }] = (await rows<{ id: string }>('select id from account where email = $1', [email])) as [{ id: string }]
    const then = new Date(program.clock.now.getTime() - days * 86_400_000)
    await rows('update mandate set starts_at = $2 where account_id = $1', [id, then])
    return { ...(await openStrongSession(program, id)), email, account: id }
  }

  /** One asks for the archive of the movement, and the other allows it. Gives the answer to both, and whether the button was there. */
  async function archived(asks: Visitor, allows: Visitor) {
    await asks.post('/staff/exports/approval', { reason: 'Sauvegarde' })
    const [{ id }] = (await rows<{ id: string }>('select id from approval order by id desc limit 1')) as [{ id: string }]
    const offered = (await allows.get('/staff/approvals')).body.includes(`action="/staff/approvals/${id}"`)
    const allowed = await allows.post(`/staff/approvals/${id}`)
    const made = await asks.post('/staff/exports/movement')
    await rows('update approval set used_at = now() where used_at is null')
    return { offered, allowed: allowed.statusCode, says: allowed.body, made: made.statusCode }
  }
  const refused = { offered: false, allowed: 409, made: 403 }
  const done = { offered: true, allowed: 303, made: 303 }

  test('one person with two mailboxes takes no archive, whichever of them asks, and however many hands are between', async () => {
    await staffMember(program, 'data-officer')
    const founder = await staffMember(program, 'administrator')
    // The one with whom she began.
    await letIn(founder, 400)
    const mallory = await letIn(founder, 300)
    const second = await letIn(mallory)
    const third = await letIn(second)
    expect(await archived(second, mallory)).toMatchObject(refused)
    expect(await archived(mallory, second)).toMatchObject(refused)
    expect(await archived(mallory, third)).toMatchObject(refused)
    const sister = await letIn(mallory)
    const between = await archived(second, sister)
    expect(between).toMatchObject(refused)
    expect(between.says).toContain('La même personne vous a fait entrer tous les deux')
    // Somebody whom she did not let in, nor the same as her.
    expect(await archived(second, await letIn(await letIn(founder, 200)))).toMatchObject(done)
  })

  test('the two who began are two persons after a week', async () => {
    const founder = await staffMember(program, 'administrator')
    await rows("update mandate set starts_at = starts_at + interval '6 days'")
    const other = await letIn(founder, 2)
    expect(await archived(other, founder)).toMatchObject(refused)
    expect((await founder.get('/staff/approvals')).body).toContain('n’a encore personne en charge depuis une semaine')
    await rows("update mandate set starts_at = starts_at - interval '6 days'")
    expect(await archived(other, founder)).toMatchObject(done)
    expect((await founder.get('/staff/approvals')).body).not.toContain('n’a encore personne')
  })

  test('the second of the two who began is the first who was let in to all of it, not whoever got a part of it before', async () => {
    const founder = await staffMember(program, 'administrator')
    const officer = await staffMember(program, 'data-officer', { area_id: 'FR-69' })
    await rows("update mandate set given_by = $1, starts_at = starts_at - interval '9 days' where account_id = $2", [
      founder.account,
      officer.account,
    ])
    const other = await letIn(founder, 8)
    expect(await archived(other, founder)).toMatchObject(done)
  })

  test('who has been in charge alone lets nobody in today who allows, today, what another of hers asks', async () => {
    const founder = await staffMember(program, 'administrator')
    const [second, third] = [await letIn(founder, 0), await letIn(founder, 0)]
    const between = await archived(second, third)
    expect(between).toMatchObject(refused)
    expect(between.says).toContain('depuis une semaine')
  })

  test('whoever lets in many who may see people in a day is told of to all who answer for the file', async () => {
    const [giver, officer] = [await staffMember(program, 'administrator'), await staffMember(program, 'data-officer')]
    const alerts = () => rows("select actor, count from alert where kind = 'many-mandates'")
    const give = (email: string, role = 'coordinator') => giver.post('/staff/mandates', { email, role, territory: 'Rhône' })
    for (const n of [1, 2, 3]) expect((await give(`one.${n}@example.org`)).statusCode).toBe(303)
    expect((await give('writes@example.org', 'editor')).statusCode).toBe(303)
    expect(await alerts()).toEqual([])
    expect((await give('one.4@example.org')).statusCode).toBe(303)
    expect(await alerts()).toEqual([{ actor: giver.account, count: 4 }])
    const mail = await until(
      async () =>
        (await program.mails()).find(({ to, text }) => to?.[0]?.address === officer.email && text?.includes('4 comptes')),
      'the alert',
    )
    expect(mail.text).toContain(`${giver.email}\u00A0: Mandats pour voir des personnes donnés à 4 comptes en un jour.`)
  })

  test('whoever gives all her colleagues one mandate more keeps none of them from allowing what another asks', async () => {
    const founder = await staffMember(program, 'administrator')
    const [mallory, one, other] = [await letIn(founder, 60), await letIn(founder, 50), await letIn(founder, 40)]
    for (const { email } of [one, other])
      expect((await mallory.post('/staff/mandates', { email, role: 'editor' })).statusCode).toBe(303)
    expect(await archived(one, other)).toMatchObject(done)
    expect(await archived(mallory, other)).toMatchObject(done)
    // Whom she lets in anew, she has let in.
    await rows('update mandate set ends_at = $2 where account_id = $1', [other.account, program.clock.now])
    expect((await mallory.post('/staff/mandates', { email: other.email, role: 'administrator' })).statusCode).toBe(303)
    expect(await archived(mallory, other)).toMatchObject(refused)
  })

  test('who takes their mandates from those who answer for the file is not unseen: they are told, for a week, of what is asked then', async () => {
    const [founder, officer] = [await staffMember(program, 'administrator'), await staffMember(program, 'data-officer')]
    const [mallory, second] = [await letIn(founder, 60), await letIn(founder, 40)]
    const lines = await rows<{ id: string }>('select id from mandate where account_id = any($1)', [
      [founder.account, officer.account, second.account],
    ])
    for (const { id } of lines) expect((await mallory.post(`/staff/mandates/${id}/end`)).statusCode).toBe(303)
    await mallory.post('/staff/exports/approval', { reason: 'Sauvegarde' })
    for (const { email } of [founder, officer, second]) {
      const told = async () => (await program.mails()).filter(({ to }) => to?.[0]?.address === email)
      const [ended, asked] = await until(async () => {
        const mails = (await told()).toSorted((a, b) => Number(a.text?.includes('accord')) - Number(b.text?.includes('accord')))
        return mails.length === 2 ? mails : undefined
      }, `two mails to ${email}`)
      expect(ended!.text).toContain(`${mallory.email}\u00A0: Mandat retiré à quelqu’un qui répond du fichier.`)
      expect(asked!.subject).toContain(`${mallory.email} demande un accord`)
    }
  })

  test('two whom a founder lets in are no two persons, once the movement has begun', async () => {
    const founder = await staffMember(program, 'administrator')
    const [second, third] = [await letIn(founder, 8), await letIn(founder, 8)]
    await letIn(founder, 100)
    await rows('update mandate set starts_at = $2 where account_id = $1', [
      founder.account,
      new Date(program.clock.now.getTime() - 91 * 86_400_000),
    ])
    expect(await archived(second, third)).toMatchObject(refused)
    await rows('update mandate set starts_at = $2 where account_id = $1', [
      founder.account,
      new Date(program.clock.now.getTime() - 80 * 86_400_000),
    ])
    expect(await archived(second, third)).toMatchObject(done)
  })

  test('all who answer for the file are told who asks, who allows, and by whose hands they came; so is the journal', async () => {
    const founder = await staffMember(program, 'administrator')
    const officer = await staffMember(program, 'data-officer')
    const other = await letIn(founder, 30)
    await archived(other, officer)
    const told = async (to: string) => (await program.mails()).filter((mail) => mail.to?.[0]?.address === to)
    for (const { email } of [founder, officer, other]) {
      const [asked, given] = await until(
        async () => ((await told(email)).length === 2 ? told(email) : undefined),
        `two mails to ${email}`,
      )
      expect(asked!.subject).toBe(`${other.email} demande un accord : emporter le fichier`)
      expect(asked!.text).toContain('Il s’agit de\u00A0: Tout le mouvement.')
      expect(asked!.text).toContain(`${other.email} est là par ${founder.email}.`)
      expect(given!.text).toContain(`${officer.email} a accordé à ${other.email}`)
    }
    const written = await rows("select action, fields from journal where object_kind = 'approval' order by seq desc limit 2")
    const hand = `${other.account}<${founder.account}`
    expect(written).toEqual([
      { action: 'allow', fields: ['export', hand] },
      { action: 'ask', fields: ['export', hand] },
    ])
  })

  test('an approval is over after a day', async () => {
    const [asker, giver] = [
      await actor(await staffMember(program, 'administrator')),
      await actor(await staffMember(program, 'data-officer')),
    ]
    const { now } = program.clock
    const id = await transact((tx) => askApproval(tx, { actor: asker, now }, { ...export_, reason: '' }))
    await transact((tx) => giveApproval(tx, { actor: giver, now }, id))
    const later = new Date(now.getTime() + 25 * 3_600_000)
    await expect(transact((tx) => useApproval(tx, { actor: asker, now: later }, export_))).rejects.toThrow(
      'staff.approval.needed',
    )
  })
})
