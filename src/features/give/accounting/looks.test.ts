import { expect, onTestFinished, test } from 'vitest'
import {
  addRecipient,
  addSandbox,
  GIVER,
  treasurerOf,
  pathOf,
  provedDonor,
  sendGift,
  sheetOf,
  writeSheet,
} from '../../../../tests/support/giving.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { stripeWorld } from '../../../../tests/support/providers.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program
const DAY = 86_400_000
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * DAY).toISOString().slice(0, 10)

const gift = async () =>
  (
    await rows<{ id: string; state: string; payment_id: string }>(
      'select id, state, payment_id from gift order by id desc limit 1',
    )
  )[0]!
const becomes = (state: string) => until(async () => (await gift()).state === state || undefined, `a gift that is ${state}`)

/** A gift by card, paid at the sandbox. Gives the page that plays the provider. */
async function paidByCard(recipient: string, amount: string): Promise<string> {
  const visitor = await provedDonor(program)
  const page = pathOf(await sendGift(visitor, recipient, { amount: 'other', other: amount, mode: 'card' }))
  await visitor.post(page, { play: 'pay' })
  await becomes('paid')
  return page
}

/** Stripe as its fake plays it, and what it tells of a payment. */
async function stripe() {
  const world = await stripeWorld(program)
  onTestFinished(async () => {
    const open = "select 1 from pgboss.job where name like 'payments.%' and state < 'completed'"
    await until(async () => (await rows(open)).length === 0 || undefined, 'jobs of payments')
    await world.close()
  })
  const tell = async (ref: string, kind?: 'session' | 'dispute' | 'refund') => {
    const { payload, headers } = world.hook(ref, kind)
    const url = `/give/hooks/${world.account}`
    await program.server.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } })
  }
  return { world, tell }
}

test('an account that was filed takes no gift, and no cheque; what a bank takes back is booked, shown and told', async () => {
  const { world, tell } = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  const officer = await treasurerOf(program, recipient)
  await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card' })
  const [{ ref }] = (await rows<{ ref: string }>('select provider_ref as ref from payment')) as [{ ref: string }]
  await world.pay(ref)
  await tell(ref)
  await becomes('paid')
  await sendGift(visitorOf(program), recipient, { amount: '50', mode: 'cheque' })
  const [{ number }] = (await rows<{ number: string }>("select number from gift where mode = 'cheque'")) as [{ number: string }]
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await rows('update recipient set filed_at = $1 where id = $2', [program.clock.now, recipient])
  expect((await sendGift(visitorOf(program), recipient, { amount: '5', mode: 'cheque' })).statusCode).toBe(422)
  const sheet = sheetOf([{ reference: number }, { ...GIVER, amount: '30', cheque: '1' }], { came_on: dayIn(-5) })
  const tried = await officer.post(`/staff/books/${recipient}/sheet`, sheet)
  expect(tried.body).not.toContain('name="told"')
  const [{ id }] = (await rows<{ id: string }>("select id from gift where mode = 'cheque'")) as [{ id: string }]
  expect((await officer.post(`/staff/gifts/${recipient}/${id}/arrival`)).statusCode).toBe(409)
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await world.dispute(ref)
  await tell(ref, 'dispute')
  await until(async () => (await rows("select 1 from gift where state = 'disputed'")).length > 0 || undefined, 'a dispute')
  expect(await rows("select balance from book_account where code = '7541'")).toEqual([{ balance: '0' }])
  const mail = await until(
    async () => (await program.mails()).find((one) => one.subject?.includes('Don contesté')),
    'a mail to the officer',
  )
  expect(mail.text).toContain('déjà déposé')
  expect(mail.text).not.toContain('Aline')
  const looks = (await officer.get(`/staff/books/${recipient}/looks`)).body
  expect(looks).toContain('Après le dépôt du compte')
  expect(looks).toContain('−20')
  expect((await officer.get(`/staff/books/${recipient}`)).body).toContain('1 point de comptabilité à regarder')
  const subject = /name="subject" value="([^"]+)"/.exec(looks)![1]!
  for (let press = 0; press < 2; press++)
    expect((await officer.post(`/staff/books/${recipient}/looks`, { what: 'after-filing', subject })).statusCode).toBe(303)
  expect((await officer.get(`/staff/books/${recipient}`)).body).not.toContain('à regarder</')
  expect(await rows("select count(*)::int as n from journal where object_id = $1 and action = 'settle'", [recipient])).toEqual([
    { n: 1 },
  ])
})

test('what to check: two spellings near a limit, a card from abroad, a cheque that is late', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const officer = await treasurerOf(program, recipient)
  await paidByCard(recipient, '20')
  await rows("update payment set card_country = 'CH'")
  await writeSheet(
    officer,
    recipient,
    sheetOf([
      { ...GIVER, amount: '4000', cheque: '1' },
      { ...GIVER, family_name: 'Exempla', amount: '2500', cheque: '2' },
      { ...GIVER, given_name: 'Autre', family_name: 'Personne', amount: '4000', cheque: '3' },
    ]),
  )
  await sendGift(visitorOf(program), recipient, { amount: '50', mode: 'cheque' })
  await rows("update gift set changed_at = changed_at - interval '20 days' where state = 'promised'")
  const { body } = await officer.get(`/staff/books/${recipient}/looks`)
  expect(body).toContain('carte : Suisse'.replace(' :', '\u00a0:'))
  expect(body).toContain('Rosa Exemple (4\u202f000\u00a0€) et Rosa Exempla (2\u202f500\u00a0€)')
  expect(body).not.toContain('Personne')
  expect(body).toMatch(/50\u00a0€, promis le/)
  const pair = /name="what" value="pair"\/?><input[^>]*name="subject" value="([^"]+)"/.exec(body)
  await officer.post(`/staff/books/${recipient}/looks`, { what: 'pair', subject: pair![1]! })
  expect((await officer.get(`/staff/books/${recipient}/looks`)).body).not.toContain('Exempla')
})

test('a refund that the provider refuses is on the desk with why; she tries again, or pays it back otherwise and writes it down', async () => {
  const { world, tell } = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  const officer = await treasurerOf(program, recipient)
  await sendGift(visitorOf(program), recipient, { amount: '50', mode: 'card' })
  const [{ ref }] = (await rows<{ ref: string }>('select provider_ref as ref from payment')) as [{ ref: string }]
  await world.pay(ref)
  await tell(ref)
  await becomes('paid')
  const page = `/staff/gifts/${recipient}/${(await gift()).id}`
  const looks = `/staff/books/${recipient}/looks`
  const refund = (act: string, amount: string) =>
    officer.post(`${page}/${act}`, { [act === 'refund' ? 'amount' : 'sent']: amount, reason: 'Erreur de compte' })
  const refunds = () => rows<{ state: string }>('select state from payment_refund order by asked_at, id')
  const settled = (n: number) =>
    until(async () => {
      const all = await refunds()
      return (all.length === n && all.every(({ state }) => state !== 'asked')) || undefined
    }, 'an answer of the provider')
  // Nothing was refused yet: nothing is written down as if it had been.
  expect((await refund('refund-otherwise', '20')).statusCode).toBe(409)
  expect((await officer.get(page)).body).not.toContain('refund-otherwise')
  world.line!.fail(9, 400)
  await refund('refund', '20')
  await settled(1)
  world.line!.calm()
  expect(await refunds()).toEqual([{ state: 'refused' }])
  expect((await officer.get('/staff')).body).toContain('à regarder')
  expect((await officer.get(looks)).body).toMatch(/20\s€, demandé le [^<]*StripeInvalidRequestError/)
  expect((await officer.get(page)).body).toContain('Remboursements qui n’ont pas abouti')

  await refund('refund', '10')
  await settled(2)
  await until(async () => (await rows('select 1 from gift where refunded = 1000')).length > 0 || undefined, 'ten euros back')
  expect((await refund('refund-otherwise', '41')).statusCode).toBe(422)
  // Each keeps these books: what one sends waits for no other's.
  const officers = await Promise.all(Array.from({ length: 6 }, () => treasurerOf(program, recipient)))
  const answers = await Promise.all(
    officers.map((one) => one.post(`${page}/refund-otherwise`, { sent: '40', reason: 'Erreur de compte' })),
  )
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  expect(await rows('select state, refunded, otherwise from gift')).toEqual([
    { state: 'refunded', refunded: '5000', otherwise: '4000' },
  ])
  const balances = await rows('select code, balance from book_account where balance <> 0 order by code')
  expect(balances).toEqual([
    { code: '5120', balance: '-4000' },
    { code: '5170', balance: '4000' },
  ])
  const mail = await until(
    async () => (await program.mails()).find(({ text }) => text?.includes('par virement ou par chèque')),
    'a mail',
  )
  expect(mail.text).toContain('50')
  expect((await officer.get(looks)).body).not.toContain('demandé le')
  // Somebody gives five more euros back there: nothing is forgotten of what went over the bank.
  await world.refundElsewhere(ref, 500)
  await tell(ref, 'refund')
  await until(async () => (await rows('select 1 from payment where refunded = 1500')).length > 0 || undefined, 'the payment')
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name like 'giving.%' and state < 'completed'")).length === 0 || undefined,
    'jobs',
  )
  expect(await rows('select state, refunded from gift')).toEqual([{ state: 'refunded', refunded: '5000' }])
})

test('from 500 euros on what is paid back otherwise takes a second person, as any refund does', async () => {
  const { world, tell } = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  const officer = await treasurerOf(program, recipient)
  await sendGift(await provedDonor(program), recipient, { amount: 'other', other: '600', mode: 'card' })
  const [{ ref }] = (await rows<{ ref: string }>('select provider_ref as ref from payment')) as [{ ref: string }]
  await world.pay(ref)
  await tell(ref)
  await becomes('paid')
  const { id, payment_id } = await gift()
  await rows("insert into payment_refund values (gen_random_uuid(), $1, 60000, 'refused', $2, 'charge_disputed')", [
    payment_id,
    program.clock.now,
  ])
  const page = `/staff/gifts/${recipient}/${id}`
  expect((await officer.get(page)).body).toContain('la banque conteste ce paiement')
  await officer.post(`${page}/refund-otherwise`, { sent: '500', reason: 'Erreur' })
  expect(await rows('select 1 from approval')).toHaveLength(1)
  expect(await rows('select refunded from gift')).toEqual([{ refunded: '0' }])
})

test('a refund that the donor’s bank sends back is on the desk until somebody has looked', async () => {
  const { world, tell } = await stripe()
  const recipient = await addRecipient(program, { account: world.account })
  const officer = await treasurerOf(program, recipient)
  await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card' })
  const [{ ref }] = (await rows<{ ref: string }>('select provider_ref as ref from payment')) as [{ ref: string }]
  await world.pay(ref)
  await tell(ref)
  await becomes('paid')
  await officer.post(`/staff/gifts/${recipient}/${(await gift()).id}/refund`, { amount: '20', reason: 'Erreur' })
  await becomes('refunded')
  world.fake.failRefunds()
  await tell(ref)
  const looks = `/staff/books/${recipient}/looks`
  const page = await until(async () => {
    const { body } = await officer.get(looks)
    return body.includes('a renvoyé l’argent') ? body : undefined
  }, 'the refund that came back')
  const subject = /name="subject" value="([0-9a-f-]{36})"/.exec(page)![1]!
  expect((await officer.post(looks, { what: 'refund', subject })).statusCode).toBe(303)
  expect((await officer.get(looks)).body).not.toContain('a renvoyé l’argent')
})
