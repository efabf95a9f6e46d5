import { describe, expect, test } from 'vitest'
import { addRecipient, provedDonor } from '../../../../tests/support/giving.ts'
import { countQueries, forged, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { addGift } from '../../../../tests/support/receipts.ts'
import { readPdf } from '../../../../tests/support/pdf.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { openStrongSession, visitorOf } from '../../../../tests/support/staff.ts'
import { sendYears } from './commands/years.ts'
import { sendAllYears, settleAll } from './jobs.ts'
import { links } from './links.ts'
import { lastYearDue } from './rules.ts'

const program = await useProgram({ working: true })
const { app, rows, clock } = program
const { transact } = app.database
const donorOf = async (gift: string) =>
  (await rows<{ donor_id: string }>('select donor_id from gift where id = $1', [gift]))[0]!.donor_id
const acknowledgedOf = async (gift: string) =>
  (await rows<{ id: string }>('select id from acknowledgement where gift_id = $1', [gift]))[0]!.id
const at = (moment: string) => void (clock.now = new Date(moment))

describe('my gifts', () => {
  test('are those of the mailbox that I proved, with state, acknowledgement and years; another sees none of them', async () => {
    const recipient = await addRecipient(program)
    await addGift(program, { recipient, amount: 12_50 })
    await addGift(program, { recipient, state: 'promised', amount: 700 })
    await settleAll(app)
    const aline = await provedDonor(program)
    const { body } = await aline.get('/me/gifts')
    expect(body).toMatch(/12,50\s€/)
    expect(body).toContain('2026-000001')
    expect(body).toContain('Ouvrir le récapitulatif 2026')
    const other = await provedDonor(program, 'other@example.org')
    const empty = (await other.get('/me/gifts')).body
    expect(empty).toContain('Aucun don')
    expect(empty).not.toContain('2026-000001')
  })

  test('of two persons who share a mailbox stand apart, on the page, in the letter and in the papers', async () => {
    const recipient = await addRecipient(program)
    const first = await addGift(program, { recipient, amount: 1000, paid: new Date('2025-06-01T10:00:00Z') })
    const second = await addGift(program, { recipient, amount: 3000, given: 'Bruno', paid: new Date('2025-07-01T10:00:00Z') })
    await settleAll(app)
    const aline = await provedDonor(program)
    const { body } = await aline.get('/me/gifts')
    for (const name of ['2025 · Aline Exemple', '2025 · Bruno Exemple']) expect(body).toContain(name)
    for (const [gift, own, foreign] of [
      [first, /10\s€/, /30\s€/],
      [second, /30\s€/, /10\s€/],
    ] as const) {
      const { rawPayload, statusCode } = await aline.get(`/me/gifts/years/2025/${await donorOf(gift)}`)
      expect(statusCode).toBe(200)
      const { text } = await readPdf(rawPayload)
      expect(text).toMatch(own)
      expect(text).not.toMatch(foreign)
    }
    await sendAllYears(app)
    const [mail, ...more] = await program.mailsWhen(1)
    expect(more).toEqual([])
    expect(mail!.text).toMatch(/Aline Exemple.*10\s€/)
    expect(mail!.text).toMatch(/Bruno Exemple.*30\s€/)
  })

  test('the paper of another’s year is not there', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient })
    await settleAll(app)
    const other = await provedDonor(program, 'other@example.org')
    expect((await other.get(`/me/gifts/years/2026/${await donorOf(gift)}`)).statusCode).toBe(404)
    expect((await visitorOf(program).get('/me/gifts')).statusCode).not.toBe(200)
  })

  test('go on page after page, each once, with a constant number of queries', async () => {
    const recipient = await addRecipient(program)
    const day = (n: number) => new Date(Date.UTC(2026, 5, 1, 0, n))
    for (let n = 0; n < 45; n++) await addGift(program, { recipient, amount: 10_000 + n, paid: day(n) })
    await settleAll(app)
    const aline = await provedDonor(program)
    const seen: string[] = []
    let path: string | undefined = '/me/gifts'
    let pages = 0
    while (path) {
      const { body } = await aline.get(path)
      seen.push(...[...body.matchAll(/2026-0000\d\d/g)].map(([number]) => number))
      path = /href="(?:[^"]*)(\/me\/gifts\?before=[0-9a-f-]+)"/.exec(body)?.[1]
      pages += 1
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 45, 45])
    const many = await countQueries(program, () => aline.get('/me/gifts'))
    const fresh = await provedDonor(program, 'new@example.org')
    await addGift(program, { recipient, email: 'new@example.org', family: 'Neuve' })
    expect(await countQueries(program, () => fresh.get('/me/gifts'))).toBe(many)
  })
})

describe('who has no account', () => {
  test('has the link to all gifts by a letter, once a day, for thirty days, and to nobody else’s', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient })
    await addGift(program, { recipient, email: 'other@example.org', family: 'Autre', amount: 77_700 })
    await settleAll(app)
    const visitor = visitorOf(program)
    const base = links.acknowledgement(app, await acknowledgedOf(gift))
    for (let n = 0; n < 3; n++) expect((await visitor.post(`${base}/mine`, {})).statusCode).toBe(200)
    const [mail, ...more] = await program.mailsWhen(1)
    expect([mail!.to![0]!.address, more]).toEqual(['aline@example.org', []])
    const path = linkIn(mail!, '/give/mine/')
    const { body } = await visitor.get(path)
    expect(body.match(/2026-00000\d/g)).toHaveLength(1)
    expect(body).not.toMatch(/777\s€/)
    expect((await visitor.get(forged(path))).statusCode).toBe(404)
    clock.now = new Date(clock.now.getTime() + 31 * 86_400_000)
    const over = await visitor.get(path)
    expect(over.statusCode).toBe(404)
    expect(over.body).toContain('/sign-in')
    expect(over.body).not.toContain('2026-00000')
  })

  test('has an acknowledgement again, three times a day, always to the mailbox of the gift', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient })
    await settleAll(app)
    const base = links.acknowledgement(app, await acknowledgedOf(gift))
    const crowd = await Promise.all(Array.from({ length: 8 }, () => visitorOf(program).post(`${base}/again`, {})))
    expect(crowd.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 200, 409, 409, 409, 409, 409])
    const mails = await program.mailsWhen(3)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3)
    expect(new Set(mails.map(({ to }) => to![0]!.address))).toEqual(new Set(['aline@example.org']))
    clock.now = new Date(clock.now.getTime() + 86_400_000)
    expect((await visitorOf(program).post(`${base}/again`, {})).statusCode).toBe(200)
    await program.mailsWhen(4)
  })
})

describe('the summary of a year', () => {
  test('may leave from 15 January on', () => {
    expect(['2027-01-14', '2027-01-15', '2027-12-31'].map(lastYearDue)).toEqual([2025, 2026, 2026])
  })

  test('leaves once for each donor, whoever runs at the same time, and however often', async () => {
    const recipient = await addRecipient(program)
    for (let n = 0; n < 12; n++)
      await addGift(program, {
        recipient,
        email: `d${n % 6}@example.org`,
        family: `N${n}`,
        paid: new Date('2026-03-01T10:00:00Z'),
      })
    await settleAll(app)
    at('2027-01-20T08:00:00Z')
    await Promise.all(Array.from({ length: 6 }, () => sendAllYears(app)))
    await sendAllYears(app)
    await program.mailsWhen(6)
    expect(await rows('select count(distinct letter)::int as n from gift_year')).toEqual([{ n: 6 }])
    expect(await rows('select count(*)::int as n from gift_year')).toEqual([{ n: 12 }])
    expect(await rows("select 1 from pgboss.job where name = 'receipts.year'")).toHaveLength(6)
  })

  test('in small parts, too, a mailbox that is cut has the other person in a letter of its own, and nobody twice', async () => {
    const recipient = await addRecipient(program)
    for (const family of ['A', 'B', 'C']) await addGift(program, { recipient, family, paid: new Date('2026-03-01T10:00:00Z') })
    await settleAll(app)
    while ((await transact((tx) => sendYears(tx, app, { year: 2026, limit: 2 }))) > 0);
    expect(await rows('select count(*)::int as n, count(distinct donor_id)::int as donors from gift_year')).toEqual([
      { n: 3, donors: 3 },
    ])
  })

  test('is asked for once the year is over, and does not leave again by itself; before, it is refused', async () => {
    const recipient = await addRecipient(program)
    // By the clocks of Paris it is of 2026.
    await addGift(program, { recipient, paid: new Date('2025-12-31T23:30:00Z'), amount: 4200 })
    await settleAll(app)
    at('2026-12-31T12:00:00Z')
    const aline = await provedDonor(program)
    expect((await aline.post('/me/gifts/years/2026', {})).statusCode).toBe(409)
    at('2027-01-02T12:00:00Z')
    const later = await openStrongSession(program, await app.auth.accountFor('aline@example.org'))
    for (let n = 0; n < 3; n++) expect((await later.post('/me/gifts/years/2026', {})).statusCode).toBe(303)
    expect((await later.post('/me/gifts/years/2025', {})).statusCode).toBe(303)
    const [mail] = await program.mailsWhen(1)
    expect(mail!.subject).toContain('2026')
    expect(mail!.text).toMatch(/42\s€/)
    at('2027-01-20T12:00:00Z')
    await sendAllYears(app)
    expect(await rows("select 1 from pgboss.job where name = 'receipts.year'")).toHaveLength(1)
    expect((await later.get('/me/gifts')).body).toContain('Envoyé par e-mail')
  })

  test('says nothing of what went back before it is written', async () => {
    const recipient = await addRecipient(program)
    const gift = await addGift(program, { recipient, paid: new Date('2026-03-01T10:00:00Z') })
    await settleAll(app)
    await rows("update gift set state = 'refunded', refunded = amount where id = $1", [gift])
    await settleAll(app)
    at('2027-01-20T12:00:00Z')
    await sendAllYears(app)
    expect(await rows('select 1 from gift_year')).toEqual([])
  })
})

test('who is erased is written to no more; what came stays under her name, and the page says so', async () => {
  const recipient = await addRecipient(program)
  const gift = await addGift(program, { recipient, paid: new Date('2026-03-01T10:00:00Z') })
  await addGift(program, { recipient, state: 'promised' })
  await settleAll(app)
  const base = links.acknowledgement(app, await acknowledgedOf(gift))
  const mine = links.mine(app, await donorOf(gift))
  await transact((tx) => app.forgetMailboxes(tx, [{ email: 'aline@example.org', shared: false, given_name: 'Aline' }]))
  expect(await rows('select email, family_name from donor')).toEqual([{ email: null, family_name: 'Exemple' }])
  expect(await rows('select state from gift')).toEqual([{ state: 'paid' }])
  at('2027-01-20T12:00:00Z')
  await sendAllYears(app)
  await visitorOf(program).post(`${base}/again`, {})
  await visitorOf(program).post(`${base}/mine`, {})
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name like 'receipts.%' and state < 'completed'")).length === 0 || undefined,
    'the jobs',
  )
  expect(await program.mails()).toEqual([])
  expect((await visitorOf(program).get(mine)).statusCode).toBe(404)
  const aline = await provedDonor(program)
  const { body } = await aline.get('/me/gifts')
  expect(body).toContain('Vos données ont été effacées')
  expect(body).toContain('2026-000001')
  // Nothing of it counts as another's: her cap goes on.
  await addGift(program, { recipient })
  expect(await rows('select email from donor')).toEqual([{ email: 'aline@example.org' }])
})

test('a donor in no file has herself forgotten on her page; who is in the file, on that of her record, which says what stays', async () => {
  const recipient = await addRecipient(program)
  await addGift(program, { recipient, state: 'promised' })
  const aline = await provedDonor(program)
  expect((await aline.post('/me/gifts/erasure', {})).body).toContain('il ne reste rien')
  expect(await rows('select 1 from donor')).toEqual([])
  const zoe = await signer(program, 'Zoe')
  await addGift(program, { recipient, email: zoe.email })
  expect((await zoe.post('/me/gifts/erasure', {})).statusCode).toBe(409)
  expect((await zoe.get('/me')).body).toContain('vos dons arrivés')
  const { body } = await zoe.post('/me/erasure', {})
  expect(body).toContain('sauf ce que la loi oblige à garder')
  expect(body).toContain('vos dons arrivés')
  expect(await rows('select email from donor')).toEqual([{ email: null }])
  const ana = await signer(program, 'Ana')
  expect((await ana.get('/me')).body).not.toContain('vos dons arrivés')
  expect((await ana.post('/me/erasure', {})).body).toContain('Il ne reste rien de vous')
})
