import { describe, expect, test } from 'vitest'
import { addRecipient, addSandbox, provedDonor, sendGift } from '../../../../tests/support/giving.ts'
import { giveMonthly, onDay, pageOf, plans, rest } from '../../../../tests/support/monthly.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { visitorOf } from '../../../../tests/support/staff.ts'
import { takeMonth } from './commands/charge.ts'
import { takeMonths } from './jobs.ts'

const program = await useProgram({ working: true })
const { app, rows, clock } = program
const at = (moment: string) => void (clock.now = new Date(moment))

const charges = () =>
  rows<{ nth: number; try: number; amount: string; outcome: string }>(
    'select nth, try, amount, outcome from monthly_charge order by nth, try',
  )
const outcomes = async () => (await charges()).map(({ nth, outcome }) => `${nth} ${outcome}`)
const inBooks = async () => (await rows<{ balance: string }>("select balance from book_account where code = '7541'"))[0]?.balance
const subjects = async () => (await program.mails()).map(({ subject }) => subject)
const post = (page: string, act: string, body: Record<string, string> = {}) => visitorOf(program).post(`${page}/${act}`, body)
const bodyOf = async (page: string) => (await visitorOf(program).get(page)).body

describe('the form', () => {
  test('asks once or each month, the one as good as the other, and neither is chosen beforehand', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    const page = await bodyOf(`/give/${recipient}`)
    const radios = [...page.matchAll(/<input[^>]*name="rhythm"[^>]*>/g)].map(([tag]) => tag)
    expect(radios).toHaveLength(2)
    expect(radios.filter((tag) => tag.includes('checked'))).toEqual([])
    const sent = await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'card', rhythm: '' })
    expect(sent.statusCode).toBe(422)
    expect(sent.body).toContain('Une fois, ou chaque mois')
  })

  test('says before she pays that it comes again; by transfer it does not', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    const typed = { amount: '20', rhythm: 'monthly' }
    const cheque = await sendGift(visitorOf(program), recipient, { ...typed, mode: 'transfer' })
    expect(cheque.statusCode).toBe(422)
    expect(cheque.body).toContain('virement permanent')
    expect(await plans(program)).toEqual([])
    const { DONOR } = await import('../../../../tests/support/giving.ts')
    const review = await visitorOf(program).post(`/give/${recipient}`, { ...DONOR, ...typed, mode: 'card', act: 'review' })
    expect(review.body).toContain('Chaque mois, jusqu’à ce que vous disiez stop')
  })

  test('asks nothing of the kind where no provider could take it each month', async () => {
    const recipient = await addRecipient(program)
    expect(await bodyOf(`/give/${recipient}`)).not.toContain('name="rhythm"')
    expect((await sendGift(visitorOf(program), recipient, { amount: '20', mode: 'transfer', rhythm: '' })).statusCode).toBe(303)
  })
})

describe('from month to month', () => {
  test('from 31 January to 28 February to 31 March: an ordinary gift each, booked and thanked for, once however often the clock runs', async () => {
    at('2027-01-31T12:00:00Z')
    await giveMonthly(program)
    expect(await plans(program)).toMatchObject([{ state: 'active', nth: 1 }])
    await onDay(program, '2027-02-27')
    expect(await outcomes()).toEqual(['0 paid'])
    await onDay(program, '2027-02-28')
    await onDay(program, '2027-02-28', '18:00')
    expect(await outcomes()).toEqual(['0 paid', '1 paid'])
    await onDay(program, '2027-03-30')
    await onDay(program, '2027-03-31')
    await onDay(program, '2027-04-01')
    expect(await outcomes()).toEqual(['0 paid', '1 paid', '2 paid'])
    expect(await inBooks()).toBe('-3000')
    expect(await rows("select 1 from gift where state = 'paid' and amount = 1000")).toHaveLength(3)
    expect((await subjects()).filter((one) => one?.startsWith('Merci'))).toHaveLength(3)
  })

  test('its day is that of the movement’s clocks: late on 31 January in UTC is 1 February in Paris', async () => {
    at('2027-01-31T23:30:00Z')
    await giveMonthly(program)
    await onDay(program, '2027-02-28')
    await onDay(program, '2027-03-01', '07:59')
    expect(await outcomes()).toEqual(['0 paid'])
    await onDay(program, '2027-03-01', '08:00')
    expect(await outcomes()).toEqual(['0 paid', '1 paid'])
  })

  test('months that nobody took in time are left out: never two at once', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    await onDay(program, '2027-05-20')
    await onDay(program, '2027-05-21')
    expect(await outcomes()).toEqual(['0 paid', '4 paid'])
    await onDay(program, '2027-06-15')
    expect(await outcomes()).toEqual(['0 paid', '4 paid', '5 paid'])
  })

  test('by debit it is on its way until the bank has paid it', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program, { mode: 'debit' })
    await onDay(program, '2027-02-15')
    expect(await outcomes()).toEqual(['0 paid', '1 under-way'])
    expect(await inBooks()).toBe('-1000')
    const [gift] = await rows<{ payment_id: string }>('select payment_id from gift where means is not null')
    await visitorOf(program).post(`/give/sandbox/${gift!.payment_id}`, { play: 'pay' })
    await rest(program)
    expect(await outcomes()).toEqual(['0 paid', '1 paid'])
    expect(await inBooks()).toBe('-2000')
  })

  test('a crowd that takes the same month takes it once', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    at('2027-02-15T12:00:00Z')
    const [plan] = await plans(program)
    await Promise.all([
      ...Array.from({ length: 12 }, () => app.database.transact((tx) => takeMonth(tx, app, plan!.id))),
      ...Array.from({ length: 4 }, () => takeMonths(app)),
    ])
    await rest(program)
    expect(await outcomes()).toEqual(['0 paid', '1 paid'])
    expect(await inBooks()).toBe('-2000')
    expect(await rows('select 1 from sandbox_payment')).toHaveLength(2)
  })

  test('the database itself takes no second try of a month while the first may still be paid', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    await onDay(program, '2027-02-15')
    await expect(
      rows(
        `insert into monthly_charge select monthly_id, nth, 2, gen_random_uuid(), amount, 'under-way', made_at from monthly_charge where nth = 1`,
      ),
    ).rejects.toThrow('monthly_charge_once')
  })
})

describe('what is refused', () => {
  const refuseLater = (provider: string) => visitorOf(program).post(provider, { play: 'later-refuse' })

  test('is tried three times, politely, then stopped and said to be: nothing is taken, and nothing is kept', async () => {
    at('2027-01-15T12:00:00Z')
    const { provider } = await giveMonthly(program)
    await refuseLater(provider)
    await onDay(program, '2027-02-15')
    expect(await plans(program)).toMatchObject([{ state: 'active', failures: 1, next_at: new Date('2027-02-18T08:00:00Z') }])
    await onDay(program, '2027-02-17')
    await onDay(program, '2027-02-18')
    expect(await plans(program)).toMatchObject([{ failures: 2, next_at: new Date('2027-02-25T08:00:00Z') }])
    expect((await program.mails()).find(({ text }) => text?.includes('une dernière fois'))).toBeTruthy()
    await onDay(program, '2027-02-25')
    expect(await plans(program)).toMatchObject([{ state: 'stopped', reason: 'failed', failures: 3 }])
    await onDay(program, '2027-03-15')
    expect(await outcomes()).toEqual(['0 paid', '1 failed', '1 failed', '1 failed'])
    expect(await inBooks()).toBe('-1000')
    const told = await subjects()
    expect(told.filter((one) => one?.includes('n’a pas pu être pris'))).toHaveLength(2)
    expect(told.filter((one) => one?.includes('est arrêté'))).toHaveLength(1)
    // Of a try without her nobody writes what is written of a gift that she made.
    expect(told.filter((one) => one?.includes('n’a pas abouti'))).toHaveLength(0)
    expect(await rows('select 1 from payment_means where released_at is null')).toEqual([])
  })

  test('and comes at the second try begins to count anew', async () => {
    at('2027-01-15T12:00:00Z')
    const { provider, visitor } = await giveMonthly(program)
    await refuseLater(provider)
    await onDay(program, '2027-02-15')
    await visitor.post(provider, { play: 'later-pay' })
    await onDay(program, '2027-02-18')
    expect(await outcomes()).toEqual(['0 paid', '1 failed', '1 paid'])
    expect(await plans(program)).toMatchObject([
      { state: 'active', failures: 0, nth: 2, next_at: new Date('2027-03-15T08:00:00Z') },
    ])
  })

  test('from the first begins nothing, and is told as of any gift', async () => {
    const recipient = await addRecipient(program, { account: await addSandbox(program) })
    const visitor = visitorOf(program)
    const sent = await sendGift(visitor, recipient, { amount: '20', mode: 'card', rhythm: 'monthly' })
    await visitor.post(new URL(sent.headers.location!, 'http://localhost').pathname, { play: 'refuse' })
    await rest(program)
    expect(await plans(program)).toMatchObject([{ state: 'stopped', reason: 'first' }])
    expect(await subjects()).toEqual([expect.stringContaining('n’a pas abouti')])
    const mine = await provedDonor(program)
    expect((await mine.get('/me/monthly')).body).toContain('Rien ne revient')
  })
})

describe('her page', () => {
  test('is reached from her mail, from the page of each gift and from her own, and from nowhere else', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    await onDay(program, '2027-02-15')
    const page = await pageOf(program)
    const body = await bodyOf(page)
    expect(body).toContain('10\u00a0€ par mois')
    expect(body).toContain('15 mars 2027')
    // It is for whoever has the link: it names nobody.
    expect(body).not.toContain('Exemple')
    expect(body).not.toContain('<script')
    const mine = await provedDonor(program)
    expect((await mine.get('/me/gifts')).body).toContain(page)
    expect((await mine.get('/me/monthly')).body).toContain('10\u00a0€ par mois')
    const other = await provedDonor(program, 'other@example.org')
    expect((await other.get('/me/monthly')).body).toContain('Rien ne revient')
    expect((await visitorOf(program).get('/give/monthly/anything')).statusCode).toBe(404)
    expect((await post('/give/monthly/anything', 'stop')).statusCode).toBe(404)
  })

  test('less counts at once; more after three days, told before it is taken', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    const page = await pageOf(program)
    expect((await post(page, 'amount', { amount: '5' })).statusCode).toBe(303)
    await onDay(program, '2027-02-15')
    at('2027-03-13T12:00:00Z')
    await post(page, 'amount', { amount: '12,50' })
    await rest(program)
    const mail = (await program.mails()).find(({ subject }) => subject?.includes('passera à 12,50'))
    expect(mail?.text).toContain('15 avril 2027')
    expect(await bodyOf(page)).toContain('À partir du 15 avril 2027')
    await onDay(program, '2027-03-15')
    await onDay(program, '2027-04-15')
    expect((await charges()).map(({ amount }) => amount)).toEqual(['1000', '500', '500', '1250'])
  })

  test.each(['0', '-5', '0,50', 'cinq', '', '１０', '9999999999'])(
    'the amount «%s» is refused, with the page',
    async (amount) => {
      at('2027-01-15T12:00:00Z')
      await giveMonthly(program)
      const page = await pageOf(program)
      const answer = await post(page, 'amount', { amount })
      const [plan] = await plans(program)
      if (answer.statusCode === 303) expect([plan!.amount, amount]).toEqual(['1000', '１０'])
      else expect([answer.statusCode, plan!.amount]).toEqual([422, '1000'])
    },
  )

  test('more than 150 euros a month is of who has proved the mailbox, and what the law forbids is told before', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    const page = await pageOf(program)
    expect((await post(page, 'amount', { amount: '151' })).body).toContain('connectez-vous')
    const donor = await provedDonor(program)
    expect((await donor.post(`${page}/amount`, { amount: '7500' })).body).toContain('la loi ne permet pas')
    expect((await donor.post(`${page}/amount`, { amount: '200' })).statusCode).toBe(303)
  })

  test('paused, nothing is taken; taken up again, it goes on from its next day, and makes up for nothing', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    const page = await pageOf(program)
    await post(page, 'pause')
    await post(page, 'pause')
    await onDay(program, '2027-02-15')
    await onDay(program, '2027-03-20')
    expect(await bodyOf(page)).toContain('Suspendu')
    await post(page, 'resume')
    await onDay(program, '2027-03-21')
    expect(await outcomes()).toEqual(['0 paid'])
    await onDay(program, '2027-04-15')
    expect(await outcomes()).toEqual(['0 paid', '3 paid'])
  })

  test('stopped it is stopped at once, twice as once, and she is told; it cannot be taken up or changed any more', async () => {
    at('2027-01-15T12:00:00Z')
    await giveMonthly(program)
    const page = await pageOf(program)
    const [one, two] = [await post(page, 'stop'), await post(page, 'stop')]
    expect([one.statusCode, two.statusCode]).toEqual([303, 303])
    expect(await bodyOf(page)).toContain('Vous l’avez arrêté')
    for (const act of ['resume', 'pause']) expect((await post(page, act)).statusCode).toBe(409)
    expect((await post(page, 'amount', { amount: '5' })).statusCode).toBe(409)
    await onDay(program, '2027-02-15')
    expect(await outcomes()).toEqual(['0 paid'])
    expect((await subjects()).filter((one) => one?.includes('est arrêté'))).toHaveLength(1)
  })
})
