import fc from 'fast-check'
import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { confirmSignature } from './commands/confirm.ts'
import { erasePerson } from './commands/leave.ts'
import { erasing } from '../addresses/erasing.ts'
import { receiveSignatures } from './commands/receive.ts'
import { hashOf } from '../addresses/index.ts'
import { agreementsOf } from './agreements.ts'

const program = await useProgram()
const { database, rows, app } = program

const RECOUNT = `
  select 'area' as scope, coalesce(department_id, country) as key, count(*)::integer as n from person group by 2
  union all select 'day', confirmed_on::text, count(*)::integer from person group by 2
  union all select 'place', place_id, count(*)::integer from person where place_id is not null group by 2
  union all select 'total', 'supporters', count(*)::integer from person having count(*) > 0
  union all select 'total', 'places', count(distinct place_id)::integer from person having count(distinct place_id) > 0
  order by scope, key`
const TALLY = 'select scope, key, n from supporter_tally where n > 0 order by scope, key'

type Act = { kind: 'sign' | 'erase'; who: number; where: string | null; day: number }

const PLACES = ['FR-69123', 'FR-23096', 'FR-75056', 'BE-2790471', null]

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('sign' as const, 'sign' as const, 'erase' as const),
    who: fc.nat(4),
    where: fc.constantFrom(...PLACES),
    day: fc.nat(3),
  }),
  { maxLength: 14 },
)

test('whoever comes, moves and goes, in whatever order, the tally is what a recount says', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (list) => {
      await database.pool.query('truncate person, signature, supporter_tally cascade')
      for (const act of list) await perform(act)
      expect(await rows(TALLY)).toEqual(await rows(RECOUNT))
    }),
    { numRuns: 25 },
  )
})

test('fifty who come and go at once leave no drift', async () => {
  const crowd = Array.from({ length: 50 }, (_, who): Act => ({ kind: 'sign', who, where: PLACES[who % PLACES.length]!, day: 0 }))
  await Promise.all(crowd.map(perform))
  await Promise.all(
    crowd.map((act) =>
      perform(act.who % 3 === 0 ? { ...act, kind: 'erase' } : { ...act, where: PLACES[(act.who + 1) % PLACES.length]! }),
    ),
  )
  expect(await rows(TALLY)).toEqual(await rows(RECOUNT))
  expect(await rows('select 1 from person')).toHaveLength(33)
})

async function perform({ kind, who, where, day }: Act): Promise<void> {
  const email = `p${who}@example.org`
  const now = new Date(Date.UTC(2026, 0, 1 + day))
  if (kind === 'erase') {
    const [known] = await rows<{ id: string }>('select person_id as id from contact_point where value = $1', [email])
    if (known) await database.transact((tx) => erasePerson(tx, { person: known.id, now, ...erasing(app) }))
    return
  }
  await database.transact((tx) => receiveSignatures(tx, [signatureOf(email, where, now)]))
  const waiting = await rows<{ id: string }>('select id from signature where email = $1', [email])
  for (const { id } of waiting) {
    await database.transact((tx) =>
      confirmSignature(tx, {
        signature: id,
        now,
        today: now.toISOString().slice(0, 10),
        signedAfter: new Date(0),
        agreementsOf: agreementsOf(app),
        hashOf: hashOf(app),
      }),
    )
  }
}

function signatureOf(email: string, place_id: string | null, signed_at: Date) {
  const where = { country: place_id?.slice(0, 2) ?? 'SN', postal_code: null, place_id, town: null }
  const how = { agreed: { support: 1 }, method: 'web' as const, source: '/sign', ip_truncated: null, browser: null, signed_at }
  return {
    email,
    given_name: 'Zoé',
    family_name: null,
    locale: 'fr' as const,
    ...where,
    phone: null,
    ...how,
  }
}
