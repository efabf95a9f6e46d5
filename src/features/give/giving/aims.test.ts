import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCampaign, addGifts, addRecipient, takesShares } from '../../../../tests/support/giving.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { lockBalances, openAccounts, post } from '../books/index.ts'
import { followPayment } from './commands/change.ts'

const program = await useProgram()
const { app, rows } = program
const { transact } = app.database

type Told = { gift: number; state: 'pending' | 'paid' | 'failed' | 'refunded' | 'disputed' | 'lost'; refunded: number }
type Act = Told | { spend: number }

/** What anybody would compute over all gifts, beside what the figures say. */
const plain = `
  with there as (
    select recipient_id, donor_id, campaign_id, group_id, group_part, amount,
      case when state in ('paid', 'refunded') then amount - refunded else 0 end as there from gift),
  counted as (
    select recipient_id, recipient_id as aim_id, donor_id, there from there
    union all select recipient_id, campaign_id, donor_id, there from there where campaign_id is not null
    union all select recipient_id, group_id, donor_id, floor(there::numeric * group_part / amount + 0.5)::bigint from there where group_id is not null)
  select recipient_id, aim_id, sum(there)::bigint as total, count(*) as gifts, count(distinct donor_id) as donors,
    percentile_disc(0.5) within group (order by there) as median from counted where there > 0 group by 1, 2 order by 1, 2`
const kept = 'select recipient_id, aim_id, total, gifts, donors, median from gift_figure where gifts > 0 order by 1, 2'

const follow = (gift: string, { state, refunded }: Omit<Told, 'gift'>) =>
  transact((tx) => followPayment(tx, app, { gift, state, refunded }))

const accountsOf = async (recipient: string) =>
  Object.fromEntries(
    (await rows<{ code: string; balance: string }>('select code, balance from book_account where book_id = $1', [recipient])).map(
      ({ code, balance }) => [code, Number(balance)],
    ),
  )

/** The group spends as much as it can of so much. */
const spend = ({ recipient, group }: { recipient: string; group: string }, wished: number, nth: string) =>
  transact(async (tx) => {
    const of = { book: recipient, currency: 'EUR' }
    const [share, bank] = await openAccounts(tx, [
      { ...of, code: `group:${group}`, kind: 'liability', name: 'Groupe', floorZero: true },
      { ...of, code: '5120', kind: 'asset', name: 'Banque' },
    ])
    const [held] = await lockBalances(tx, [share!, bank!])
    const amount = Math.min(wished, -held!)
    if (amount === 0) return
    const lines = [
      { account: share!, amount },
      { account: bank!, amount: -amount },
    ]
    const book = { id: recipient, zone: 'Europe/Paris' }
    await post(tx, { book, at: app.now(), cause: { kind: 'test', id: nth }, what: 'spent', lines })
  })

const AMOUNT = fc.oneof(fc.constantFrom(500, 1000, 2000), fc.integer({ min: 1, max: 300 }))
const STATE = fc.constantFrom('pending', 'paid', 'paid', 'failed', 'refunded', 'disputed', 'lost') as fc.Arbitrary<Told['state']>
const GIFTS = 7
const ACT: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ gift: fc.nat(GIFTS - 1), state: STATE, refunded: fc.nat(400) }) },
  { weight: 1, arbitrary: fc.record({ spend: fc.nat(1500) }) },
)

test('figures and shares of groups are what one would compute over all gifts, in whatever order they are paid, refunded, disputed, won and lost', async () => {
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  const gift = fc.record({
    donor: fc.nat(3),
    amount: AMOUNT,
    isFor: fc.boolean(),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(gift, { minLength: GIFTS, maxLength: GIFTS }),
      fc.array(ACT, { minLength: 5, maxLength: 30 }),
      async (gifts, acts) => {
        run += 1
        const recipient = await addRecipient(program)
        const campaign = await addCampaign(program, recipient, { address: `campagne-${run}` })
        const drawn = gifts.map(({ donor, amount, isFor, part }) => {
          const cents = Math.round(part * amount)
          return {
            donor: donor + run * 10,
            amount,
            campaign: isFor ? campaign : null,
            group: cents > 0 ? group : null,
            part: cents,
          }
        })
        const ids = await addGifts(program, recipient, drawn)
        for (const [n, act] of acts.entries()) {
          if ('spend' in act) await spend({ recipient, group }, act.spend, `${run} ${n}`)
          else {
            const { amount } = drawn[act.gift]!
            const refunded = act.state === 'refunded' ? amount : Math.min(act.refunded, amount)
            await follow(ids[act.gift]!, { ...act, refunded })
          }
          const of = (sql: string) => rows(`select * from (${sql}) f where recipient_id = $1`, [recipient])
          expect(await of(kept)).toEqual(await of(plain))
          await holds(recipient, group)
        }
      },
    ),
    { numRuns: 8 },
  )
}, 240_000)

/** What the books say of a group's share, beside what its gifts say. */
async function holds(recipient: string, group: string): Promise<void> {
  const books = await accountsOf(recipient)
  const [{ due, borne }] = (await rows<{ due: string; borne: string }>(
    `select coalesce(sum(case when state in ('paid', 'refunded') then floor((amount - refunded)::numeric * group_part / amount + 0.5) else 0 end), 0)::text as due,
      coalesce(sum(group_borne), 0)::text as borne from gift where recipient_id = $1 and group_id is not null`,
    [recipient],
  )) as [{ due: string; borne: string }]
  const spent = 0 - (books['5120'] ?? 0)
  expect(books['1100'] ?? 0).toBe(Number(due))
  expect(books['1190'] ?? 0).toBe(Number(borne))
  // Owed to the group: its shares, and what the fund bears for it, less what it spent.
  expect(Number(due) + Number(borne) - spent + (books[`group:${group}`] ?? 0)).toBe(0)
}

test('a share is given back in the same proportion; what the group spent the fund bears, and gets back first when a dispute is won', async () => {
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  const recipient = await addRecipient(program)
  await takesShares(program, recipient, group)
  const [gift] = await addGifts(program, recipient, [{ donor: 1, amount: 1001, group, part: 501 }])
  const books = async () => {
    const { [`group:${group}`]: share, ...all } = await accountsOf(recipient)
    return { ...all, share }
  }
  await follow(gift!, { state: 'paid', refunded: 0 })
  expect(await books()).toEqual({ '5170': 1001, '7541': -1001, '1100': 501, '1190': 0, share: -501 })
  await spend({ recipient, group }, 400, 'posters')
  // Two fifths go back: 200 of the group's 501, which has 101 left.
  await follow(gift!, { state: 'paid', refunded: 400 })
  expect(await books()).toEqual({ '5170': 601, '7541': -601, '1100': 301, '1190': 99, share: 0, '5120': -400 })
  await follow(gift!, { state: 'disputed', refunded: 400 })
  expect(await books()).toEqual({ '5170': 0, '7541': 0, '1100': 0, '1190': 400, share: 0, '5120': -400 })
  await follow(gift!, { state: 'paid', refunded: 400 })
  expect(await books()).toEqual({ '5170': 601, '7541': -601, '1100': 301, '1190': 99, share: 0, '5120': -400 })
})

test('a crowd of gifts of one donor and of many, paid and disputed at once, is counted to the last', async () => {
  const recipient = await addRecipient(program)
  const campaign = await addCampaign(program, recipient)
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  const drawn = Array.from({ length: 40 }, (_, n) => {
    const amount = 500 + (n % 7) * 100
    return { donor: n < 20 ? 0 : n, amount, campaign: n % 2 ? campaign : null, group, part: Math.floor(amount / 3) }
  })
  const ids = await addGifts(program, recipient, drawn)
  await Promise.all(
    ids.flatMap((id, n) => [
      follow(id, { state: 'paid', refunded: 0 }),
      ...(n % 4 === 0 ? [follow(id, { state: 'disputed', refunded: 0 })] : []),
    ]),
  )
  expect(await rows(kept)).toEqual(await rows(plain))
  await holds(recipient, group)
})
