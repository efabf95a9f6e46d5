import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { MENTIONS } from '../../../../tests/support/giving.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const CHECKS = ['payer_contract', 'payer_donor_data', 'payer_attestation', 'payer_never_refunds', 'single_account']
const DETAILS = { name: 'Dons', beneficiary: 'Camille Exemple' }

async function drawn(by: Visitor): Promise<string> {
  const made = await by.post('/staff/recipients', { name: 'Dons', kind: 'party', beneficiary: 'Le parti' })
  expect(made.statusCode).toBe(303)
  return new URL(made.headers.location!, 'http://localhost').pathname
}

test('a collection opens once nothing is missing, and says what is', async () => {
  const administrator = await staffMember(program, 'administrator')
  const path = await drawn(administrator)
  const { body } = await administrator.get(path)
  expect(body).toContain('le nom du mandataire')
  expect(body).toContain('un moyen de donner')
  expect((await administrator.post(`${path}/publication`)).statusCode).toBe(409)
  const details = {
    ...DETAILS,
    holder: 'Association X',
    declared_on: '2026-09-01',
    'mention[p11_4]': MENTIONS.party.p11_4,
    'mention[p11_5]': MENTIONS.party.p11_5,
    iban: 'FR76 3000 6000 0112 3456 7890 189',
  }
  expect((await administrator.post(`${path}/details`, details)).statusCode).toBe(303)
  expect((await administrator.post(`${path}/publication`)).statusCode).toBe(303)
  // What is public stays complete.
  expect((await administrator.post(`${path}/details`, { ...details, 'mention[p11_4]': 'Sept mille.' })).statusCode).toBe(409)
  const [row] = await program.rows<{ mentions: string; public: boolean }>(
    'select mentions, public_at is not null as public from recipient',
  )
  expect(row).toEqual({ mentions: MENTIONS.party, public: true })
})

test.each([
  ['an IBAN with one digit wrong', { iban: 'FR76 3000 6000 0112 3456 7890 188' }, 'iban'],
  ['a day that no calendar has', { declared_on: '2026-02-30' }, 'declared_on'],
  ['an end before its beginning', { opens_on: '2026-10-01', closes_on: '2026-09-30' }, 'closes_on'],
])('%s is said beside its field, and changes nothing', async (_what, wrong, field) => {
  const administrator = await staffMember(program, 'administrator')
  const path = await drawn(administrator)
  const refused = await administrator.post(`${path}/details`, { ...DETAILS, holder: 'Association X', ...wrong })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain(`field-${field}-error`)
  expect(await program.rows('select holder from recipient')).toEqual([{ holder: null }])
})

test('with a provider, each point of the list must be settled, and may be unsettled before the page is public', async () => {
  const administrator = await staffMember(program, 'administrator')
  const path = await drawn(administrator)
  const ticks = Object.fromEntries(CHECKS.map((item) => [`checks[${item}]`, 'true']))
  await administrator.post(`${path}/checks`, ticks)
  expect(await program.rows('select count(*)::int as n from recipient_check')).toEqual([{ n: CHECKS.length }])
  await administrator.post(`${path}/checks`, { 'checks[payer_contract]': 'true' })
  expect(await program.rows('select item from recipient_check')).toEqual([{ item: 'payer_contract' }])
})

test('once the account is filed nothing opens it again', async () => {
  const administrator = await staffMember(program, 'administrator')
  const path = await drawn(administrator)
  await administrator.post(`${path}/filing`)
  const [before] = await program.rows<{ filed_at: Date }>('select filed_at from recipient')
  program.clock.now = new Date(program.clock.now.getTime() + 3_600_000)
  await administrator.post(`${path}/filing`)
  expect(await program.rows('select filed_at from recipient')).toEqual([before])
  expect((await administrator.get(path)).body).toContain('close pour de bon')
})

test('who settles collections keeps no books by that, and who keeps them settles nothing', async () => {
  const administrator = await staffMember(program, 'administrator')
  const treasurer = await staffMember(program, 'treasurer')
  const path = await drawn(administrator)
  expect((await treasurer.get(path)).statusCode).toBe(403)
  await administrator.post(`${path}/officers`, { email: 'tresor@example.org' })
  expect((await administrator.get(path)).body).toContain('tresor@example.org')
  const [officer] = await program.rows<{ account_id: string }>('select account_id from recipient_officer')
  await administrator.post(`${path}/officers/${officer!.account_id}/end`)
  expect((await administrator.get(path)).body).not.toContain('tresor@example.org')
})
