import { expect, test } from 'vitest'
import { addRecipient, addSandbox, pathOf } from './support/giving.ts'
import { until, useProgram } from './support/program.ts'
import { stripeWorld } from './support/providers.ts'
import { staffMember, type Visitor } from './support/staff.ts'
import { bring, camtOf, type Move, OURS, promise, treasurerOf } from './support/statements.ts'
import { startPayment, checkoutOf } from '../src/features/give/payments/index.ts'

const program = await useProgram({ working: true })
const { rows } = program

const books = async (book?: string) =>
  Object.fromEntries(
    (
      await rows<{ code: string; balance: string }>(
        'select code, balance from book_account where balance <> 0 and ($1::uuid is null or book_id = $1) order by code',
        [book ?? null],
      )
    ).map(({ code, balance }) => [code, Number(balance)]),
  )
const states = async () =>
  (await rows<{ state: string }>('select state from bank_line order by booked, line, id')).map(({ state }) => state)
const gift = async (id: string) =>
  (await rows<{ state: string; amount: string }>('select state, amount from gift where id = $1', [id]))[0]!
const settled = () =>
  until(
    async () =>
      (
        await rows(
          "select 1 from bank_file where state in ('reading', 'matching') union all select 1 from bank_line where state = 'new'",
        )
      ).length === 0 || undefined,
    'the files to be matched',
    20,
  )
let files = 0

async function opened(more: Parameters<typeof addRecipient>[1] = {}) {
  const recipient = await addRecipient(program, more)
  const treasurer = await treasurerOf(program, recipient)
  const brought = async (moves: Move[]) => {
    const answer = await bring(program, treasurer, { recipient, content: camtOf(moves, { id: `F${(files += 1)}` }) })
    expect(answer.statusCode).toBe(303)
    await settled()
    return pathOf(answer)
  }
  const line = async (n = 0) => {
    const found = await rows<{ id: string }>('select id from bank_line where recipient_id = $1 order by booked, line, id', [
      recipient,
    ])
    return `/staff/statements/${recipient}/lines/${found[n]!.id}`
  }
  return { recipient, treasurer, brought, line }
}
const post = async (visitor: Visitor, path: string, fields: Record<string, string> = {}) =>
  (await visitor.post(path, fields)).statusCode

test('what is doubtful is shown with its candidates; the treasurer says which gift, once', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const [ana, namesake] = [await promise(program, recipient), await promise(program, recipient)]
  await brought([{ amount: 2000, name: 'RUIZ ANA', text: 'don' }])
  expect(await states()).toEqual(['doubtful'])
  const page = await line()
  const { body } = await treasurer.get(page)
  expect(body.match(/le nom et le montant/g)).toHaveLength(2)
  expect((await treasurer.get('/staff')).body).toContain('1 ligne de banque à décider')
  const answers = await Promise.all(
    [ana, namesake, ana, namesake].map(({ id }) => post(treasurer, `${page}/arrival`, { kind: 'gift', id: id })),
  )
  expect(answers.toSorted()).toEqual([303, 409, 409, 409])
  expect((await rows("select 1 from gift where state = 'paid'")).length).toBe(1)
  expect(await books()).toEqual({ '5120': 2000, '7541': -2000 })
})

test('another amount than was promised is the gift that came, if the law takes it', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const { id, reference } = await promise(program, recipient)
  const { id: large, reference: other } = await promise(program, recipient, { amount: 7000_00, name: 'Léo Brun' })
  await brought([
    { amount: 2500, name: 'Ana Ruiz', creditor: reference },
    { amount: 8000_00, name: 'Léo Brun', creditor: other },
  ])
  expect(await states()).toEqual(['doubtful', 'doubtful'])
  expect(await post(treasurer, `${await line()}/arrival`, { kind: 'gift', id: id })).toBe(303)
  expect(await gift(id)).toEqual({ state: 'paid', amount: '2500' })
  // Above what a person may give to a party in a year.
  const answer = await treasurer.post(`${await line(1)}/arrival`, { kind: 'gift', id: large })
  expect(answer.statusCode).toBe(409)
  expect(await gift(large)).toEqual({ state: 'promised', amount: '700000' })
  expect(await books()).toEqual({ '5120': 2500, '7541': -2500 })
})

test('a promise that was not awaited any more is shown, and comes if the treasurer says so', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const { id, reference } = await promise(program, recipient, { state: 'expired' })
  await brought([{ amount: 2000, name: 'Ana Ruiz', creditor: reference }])
  expect(await states()).toEqual(['doubtful'])
  expect((await treasurer.get(await line())).body).toContain('n’était plus attendu')
  expect(await post(treasurer, `${await line()}/arrival`, { kind: 'gift', id: id })).toBe(303)
  expect((await gift(id)).state).toBe('paid')
})

test('what was written down by hand before is that line, and is in the books once; a second transfer is not', async () => {
  const { treasurer, recipient, brought } = await opened()
  const { id, reference } = await promise(program, recipient)
  expect(await post(treasurer, `/staff/gifts/${recipient}/${id}/arrival`)).toBe(303)
  await brought([{ amount: 2000, name: 'Ana Ruiz', creditor: reference }])
  await brought([{ amount: 2000, name: 'Ana Ruiz', creditor: reference, day: '2026-04-05' }])
  expect(await states()).toEqual(['booked', 'doubtful'])
  expect(await books()).toEqual({ '5120': 2000, '7541': -2000 })
})

test('another gift is found by its reference or a name, and only of these books', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const { id, reference } = await promise(program, recipient, { amount: 1500, name: 'Zoé Roy' })
  const elsewhere = await addRecipient(program, { name: 'Autre' })
  const { id: other } = await promise(program, elsewhere, { amount: 1500, name: 'Zoé Royer' })
  await brought([{ amount: 1500, name: 'SARL LUMIERE', text: 'don' }])
  const page = await line()
  for (const q of [reference, 'zoé r']) {
    const { body } = await treasurer.post(`${page}/search`, { q })
    expect(body).toContain(id)
    expect(body).not.toContain(other)
  }
  expect(await post(treasurer, `${page}/arrival`, { kind: 'gift', id: other })).toBe(409)
  expect(await post(treasurer, `${page}/arrival`, { kind: 'gift', id: id })).toBe(303)
})

test('what is no gift is set aside, and taken up again', async () => {
  const { treasurer, brought, line } = await opened()
  await brought([{ amount: 12, text: 'INTERETS' }])
  expect(await states()).toEqual(['open'])
  const page = await line()
  expect(await post(treasurer, `${page}/aside`, { note: '' })).toBe(422)
  expect(await post(treasurer, `${page}/aside`, { note: 'Intérêts' })).toBe(303)
  expect(await states()).toEqual(['aside'])
  expect(await post(treasurer, `${page}/aside`, { note: 'Encore' })).toBe(409)
  expect(await post(treasurer, `${page}/reopening`)).toBe(303)
  expect(await states()).toEqual(['open'])
  expect(await books()).toEqual({})
})

const BACK = { name: 'SARL Lumière', iban: 'DE02120300000000202051' }

test('what is to be sent back is owed until a statement shows that it went; where it comes again it is owed again', async () => {
  const { treasurer, brought, line } = await opened()
  await brought([{ amount: 3000, ...BACK, text: 'don' }])
  expect(await post(treasurer, `${await line()}/return`, { why: 'Une société ne donne pas.' })).toBe(303)
  expect(await books()).toEqual({ '4670': -3000, '5120': 3000 })
  await brought([{ amount: -3000, ...BACK, text: 'retour', day: '2026-03-09' }])
  expect(await states()).toEqual(['sent-back', 'undoes'])
  expect(await books()).toEqual({})
  await brought([{ amount: 3000, ...BACK, text: 'retour', returned: 'AC04', day: '2026-03-12' }])
  expect(await states()).toEqual(['to-send-back', 'undone', 'undoes'])
  expect(await books()).toEqual({ '4670': -3000, '5120': 3000 })
  expect((await treasurer.get(await line(2))).body).toContain('compte clos (AC04)')
  expect(await post(treasurer, `${await line()}/reopening`)).toBe(303)
  expect(await books()).toEqual({})
})

test('a gift that came and goes back is the donor’s until it went, and then refunded', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const { id, reference } = await promise(program, recipient)
  await brought([{ amount: 2000, name: 'Ana Ruiz', iban: BACK.iban, creditor: reference }])
  expect(await post(treasurer, `${await line()}/return`, { why: 'Elle le demande.' })).toBe(303)
  expect((await gift(id)).state).toBe('paid')
  await brought([{ amount: -2000, name: 'Ana Ruiz', iban: BACK.iban, day: '2026-03-09' }])
  expect((await gift(id)).state).toBe('refunded')
  expect(await books()).toEqual({})
})

test('a reversal takes the gift out of the books, once; what came and was undone in one file is thanked for by nobody', async () => {
  const { recipient, brought } = await opened()
  const { id, reference } = await promise(program, recipient)
  const { id: never, reference: other } = await promise(program, recipient, { name: 'Léo Brun' })
  await brought([{ amount: 2000, name: 'Ana Ruiz', endToEnd: reference }])
  expect((await gift(id)).state).toBe('paid')
  const back: Move[] = [
    { amount: -2000, name: 'Ana Ruiz', endToEnd: reference, reversal: true, day: '2026-03-08' },
    { amount: 2000, name: 'Léo Brun', endToEnd: other, day: '2026-03-08' },
    { amount: -2000, name: 'Léo Brun', endToEnd: other, reversal: true, day: '2026-03-08' },
  ]
  await brought(back)
  await brought(back)
  expect((await gift(id)).state).toBe('lost')
  expect((await gift(never)).state).toBe('promised')
  expect((await states()).toSorted()).toEqual(['undoes', 'undoes', 'undone', 'undone'])
  expect(await books()).toEqual({})
  expect(await program.mailsWhen(1)).toHaveLength(1)
})

test('a return that fits nothing for sure is shown with what it may undo, and its reason in words', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const { id, reference } = await promise(program, recipient)
  await brought([{ amount: 2000, name: 'Ana Ruiz', creditor: reference }])
  await brought([{ amount: -2000, name: 'ANA RUIZ', returned: 'MD06', day: '2026-03-10' }])
  expect(await states()).toEqual(['booked', 'doubtful'])
  const page = await line(1)
  expect((await treasurer.get(page)).body).toContain('remboursement demandé par le payeur (MD06)')
  const [first] = await rows<{ id: string }>('select id from bank_line order by booked limit 1')
  expect(await post(treasurer, `${page}/undoing`, { other: crypto.randomUUID() })).toBe(409)
  expect(await post(treasurer, `${page}/undoing`, { other: first!.id })).toBe(303)
  expect((await gift(id)).state).toBe('lost')
  expect(await books()).toEqual({})
})

test('a decision in error is taken back: the gift is awaited again, and comes by its true line', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const { id } = await promise(program, recipient)
  await brought([
    { amount: 2000, name: 'Ana Ruiz', text: 'un' },
    { amount: 2000, name: 'Ana Ruiz', text: 'deux' },
  ])
  expect(await post(treasurer, `${await line()}/arrival`, { kind: 'gift', id: id })).toBe(303)
  expect(await post(treasurer, `${await line(1)}/arrival`, { kind: 'gift', id: id })).toBe(409)
  expect(await post(treasurer, `${await line()}/reopening`)).toBe(303)
  expect((await gift(id)).state).toBe('promised')
  expect(await books()).toEqual({})
  expect(await post(treasurer, `${await line(1)}/arrival`, { kind: 'gift', id: id })).toBe(303)
  expect(await states()).toEqual(['doubtful', 'booked'])
  expect(await books()).toEqual({ '5120': 2000, '7541': -2000 })
})

test('whoever keeps other books, or settles recipients, sees and decides nothing here', async () => {
  const { treasurer, recipient, brought, line } = await opened()
  const file = await brought([{ amount: 1500, name: 'Zoé Roy' }])
  const stranger = await treasurerOf(program, await addRecipient(program, { name: 'Autre' }))
  const administrator = await staffMember(program, 'administrator')
  for (const path of [`/staff/statements/${recipient}`, file, await line()]) {
    expect((await stranger.get(path)).statusCode).toBe(404)
    expect((await administrator.get(path)).statusCode).toBe(403)
    expect((await treasurer.get(path)).statusCode).toBe(200)
  }
  expect(await post(stranger, `${await line()}/aside`, { note: 'x' })).toBe(404)
  expect((await bring(program, stranger, { recipient, content: camtOf([]) })).statusCode).toBe(404)
  const [other] = await rows<{ id: string }>("select id from recipient where name = 'Autre'")
  for (const path of [file, await line()]) expect((await stranger.get(path.replace(recipient, other!.id))).statusCode).toBe(404)
})

test('a file that is none, another account’s, another currency’s or cut off is refused beside the upload, and leaves nothing', async () => {
  const { treasurer, recipient } = await opened()
  const refused = async (content: string) => {
    const answer = await bring(program, treasurer, { recipient, content })
    return [answer.statusCode, /role="alert">([^<]*)</.exec(answer.body)?.[1] ?? answer.body.includes('obligatoire')]
  }
  for (const none of ['bonjour', '%PDF-1.7\n1 0 obj', 'PK\u0003\u0004\0\0'])
    expect(await refused(none)).toEqual([422, expect.stringContaining('pas un relevé de compte')])
  expect((await refused(''))[0]).toBe(422)
  expect(await refused(camtOf([], { account: 'DE02120300000000202051' }))).toEqual([
    422,
    expect.stringContaining('autre compte (DE02'),
  ])
  expect(await refused(camtOf([], { currency: 'USD' }))).toEqual([422, expect.stringContaining('en USD')])
  expect(await refused(camtOf([{ amount: 5 }]).slice(0, -40))).toEqual([422, expect.stringContaining('pas entier')])
  const wrong = camtOf([{ amount: 500 }]).replace(
    '<Amt Ccy="EUR">5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>',
    '<Amt Ccy="EUR">6.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>',
  )
  expect(await refused(wrong)).toEqual([422, expect.stringContaining('6.00 EUR')])
  expect(await rows('select 1 from bank_file')).toEqual([])
  await rows('update recipient set iban = null')
  expect((await treasurer.get(`/staff/statements/${recipient}`)).body).toContain('IBAN')
})

test('how a table is to be read is asked where it is not sure, and read as it is answered', async () => {
  const { treasurer, recipient } = await opened()
  const content = 'Date;Libellé;Montant\n01/02/2026;VIR RUIZ;12,50\n03/04/2026;VIR BRUN;7,00\n'
  const page = pathOf(await bring(program, treasurer, { recipient, content }))
  expect((await treasurer.get(page)).body).toContain('Comment lire ce fichier')
  expect(await post(treasurer, `${page}/reading`, { days: 'dmy' })).toBe(303)
  await settled()
  expect(await rows('select booked::text, amount from bank_line order by 1')).toEqual([
    { booked: '2026-02-01', amount: '1250' },
    { booked: '2026-04-03', amount: '700' },
  ])
  expect((await treasurer.get(page)).body).toContain('rien ne prouve qu’il est entier')
  expect(await post(treasurer, `${page}/reading`, { days: 'mdy' })).toBe(409)
})

test('balances that do not follow on each other, and days that say two things, are shown', async () => {
  const { treasurer, recipient } = await opened()
  const send = async (moves: Move[], opening: number) => {
    const answer = await bring(program, treasurer, { recipient, content: camtOf(moves, { opening, id: `F${(files += 1)}` }) })
    await settled()
    return (await treasurer.get(pathOf(answer))).body
  }
  expect(await send([{ amount: 1000 }], 5000)).toContain('Soldes vérifiés')
  expect(await send([{ amount: 1000, day: '2026-03-12' }], 7000)).toContain('Il manque un relevé')
  expect(await send([{ amount: 700, day: '2026-03-12', name: 'Autre' }], 8000)).toContain('Comparez avec la banque')
})

test('a payout is known by the provider, net of its fees, over two books', async () => {
  const world = await stripeWorld(program)
  const { recipient, treasurer, brought, line } = await opened({ account: world.account })
  const other = await addRecipient(program, { name: 'Autre', account: world.account })
  const pay = async (to: string, amount: number) => {
    const { id } = await promise(program, to, { amount, mode: 'card', state: 'begun' })
    const { app, clock } = program
    const payment = await app.database.transact((tx) =>
      startPayment(tx, {
        account: world.account,
        subject: { kind: 'gift', id },
        amount,
        mode: 'card',
        returnPath: '/',
        locale: 'fr',
        description: 'Don',
        now: clock.now,
      }),
    )
    await rows('update gift set payment_id = $1 where id = $2', [payment, id])
    await checkoutOf(app, payment)
    const [{ provider_ref: ref } = { provider_ref: '' }] = await rows<{ provider_ref: string }>(
      'select provider_ref from payment where id = $1',
      [payment],
    )
    await world.pay(ref)
  }
  await pay(recipient, 2000)
  await pay(other, 1000)
  const made = world.fake.payOut()
  const day = new Date((made as { arrival_date: number }).arrival_date * 1000).toISOString().slice(0, 10)
  await brought([{ amount: made.amount, name: 'STRIPE PAYMENTS EUROPE', text: 'STRIPE', day }])
  expect(await states()).toEqual(['payout'])
  const fees = 3000 - made.amount
  expect(fees).toBeGreaterThan(0)
  const [own, its] = [await books(recipient), await books(other)]
  expect(own['5120']).toBe(made.amount)
  expect(own['5170']).toBe(-2000)
  expect(its['5170']).toBe(-1000)
  expect(own['6270']! + its['6270']!).toBe(fees)
  expect(own['4671']).toBe(-its['4672']!)
  expect((await treasurer.get(await line())).body).toContain('Autre')
  // The same payout cannot come twice.
  await brought([
    { amount: made.amount, name: 'STRIPE', text: 'encore', day, bank: 'X-1' },
    { amount: 1, day },
  ])
  expect((await states()).toSorted()).toEqual(['doubtful', 'open', 'payout'])
  expect(await books(recipient)).toEqual(own)
  await world.close()
})

test('where the provider does not answer its lines wait, and are asked about again', async () => {
  const world = await stripeWorld(program)
  const { treasurer, brought, line } = await opened({ account: world.account })
  world.fake.fail(20, 500)
  await brought([{ amount: 500, name: 'STRIPE' }])
  expect(await states()).toEqual(['open'])
  expect((await treasurer.get(await line())).body).toContain('Demander encore')
  expect(await post(treasurer, `${await line()}/asking`)).toBe(303)
  await settled()
  expect(await states()).toEqual(['open'])
  await world.close()
})

test('accounts of recipients that share nothing keep their lines apart', async () => {
  const one = await opened()
  const two = await opened({ name: 'Autre', account: await addSandbox(program) })
  await one.brought([{ amount: 700, name: 'Zoé Roy' }])
  await two.brought([{ amount: 700, name: 'Zoé Roy' }])
  expect(await states()).toHaveLength(2)
  expect(OURS).toContain('FR76')
})
