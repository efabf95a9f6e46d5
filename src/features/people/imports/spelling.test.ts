import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spellingsOfEmail, spellingsOfPhone } from '../../../../tests/support/spellings.ts'
import { imported } from '../../../../tests/support/imports.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { respellContactPoints } from '../addresses/index.ts'
import { hashOf } from '../addresses/index.ts'

const program = await useProgram({ working: true })
const { app, rows } = program

const HEADER = 'nationbuilder_id,first_name,last_name,email1,email_opt_in,mobile_number,mobile_opt_in'
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** A file in which everybody agrees to everything, and what became of its rows. */
async function brought(points: { email?: string; phone?: string }[]): Promise<object> {
  const lines = points.map(({ email = '', phone = '' }, n) => `${n + 1},Lou,Partie,${quoted(email)},true,${quoted(phone)},true`)
  const content = [HEADER, ...lines, ''].join('\n')
  const id = await imported(program, await staffMember(program, 'staff'), { name: 'x.csv', content })
  return (await rows<{ counts: object }>('select counts from import where id = $1', [id]))[0]!.counts
}

const addPhone = (person: string, value: string) =>
  rows("insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', $2, now())", [
    person,
    value,
  ])

test('no spelling of an address wakes whom it belonged to, once she had herself erased', async () => {
  const [gone] = await addSupporters(program, [{ given_name: 'Lou', family_name: 'Partie', email: 'lou@example.org' }])
  await (await staffMember(program, 'data-officer')).post(`/staff/people/${gone}/erasure`)
  const typed = fc.sample(spellingsOfEmail('lou@example.org'), 60)
  expect(await brought(typed.map((email) => ({ email })))).toEqual({ refused: 60 })
  expect(await rows('select 1 from person')).toEqual([])
})

test('no spelling of a number lets her be called who said no, nor an address be written to', async () => {
  const [left] = await addSupporters(program, [
    { given_name: 'Lou', family_name: 'Partie', email: 'lou@example.org', news: true },
  ])
  await addPhone(left!, '+262692112233')
  const staff = await staffMember(program, 'staff')
  await staff.post(`/staff/people/${left}/withdrawal`, { purpose: 'news' })
  await staff.post(`/staff/people/${left}/withdrawal`, { purpose: 'calls' })
  const emails = fc.sample(spellingsOfEmail('lou@example.org'), 30)
  const phones = fc.sample(spellingsOfPhone('0692112233', '262'), 30)
  await brought(emails.map((email, n) => ({ email, phone: phones[n]! })))
  expect(await rows('select agreed from person')).toEqual([{ agreed: ['support:file'] }])
  expect(await rows('select value from contact_point order by value')).toEqual([
    { value: '+262692112233' },
    { value: 'lou@example.org' },
  ])
})

test('a number that was on the list before overseas numbers were known as such is still left alone', async () => {
  await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'calls', 'withdrawn', now())", [
    hashOf(app)('+33692112233'),
  ])
  await brought([{ email: 'lou@example.org', phone: '0692 11 22 33' }])
  expect(await rows("select agreed from person where 'calls:voice' = any(agreed)")).toEqual([])
  expect(await rows('select value from contact_point order by value')).toEqual([
    { value: '+262692112233' },
    { value: 'lou@example.org' },
  ])
})

test('whoever had herself erased while her number was spelt as one of the mainland is brought back by no file', async () => {
  await rows(
    "insert into suppression (address_hash, purpose, person_id, reason, since) values ($1, 'calls', $2, 'erased', now())",
    [hashOf(app)('+33692112233'), crypto.randomUUID()],
  )
  const typed = fc.sample(spellingsOfPhone('0692112233', '262'), 20)
  expect(await brought(typed.map((phone) => ({ phone })))).toEqual({ refused: 20 })
  expect(await rows('select 1 from person')).toEqual([])
})

test('what was kept before is spelt anew; an address keeps who has it in its right spelling', async () => {
  const [lou, max, noa] = await addSupporters(program, [
    { given_name: 'Lou', family_name: 'Partie', email: '<lou@example.org>' },
    { given_name: 'Max', family_name: 'Partie', email: 'max@example.org' },
    { given_name: 'Noa', family_name: 'Partie', email: 'max@example.org.' },
  ])
  await addPhone(lou!, '+33692112233')
  await addPhone(lou!, '+33508411234')
  await addPhone(max!, '+33612345678')
  await addPhone(noa!, '+33690123456')
  await addPhone(noa!, '+590690123456')
  await app.database.transact((tx) => respellContactPoints(tx))
  const kept = await rows<{ person_id: string; value: string }>('select person_id, value from contact_point order by value')
  expect(kept).toEqual([
    { person_id: lou, value: '+262692112233' },
    { person_id: max, value: '+33612345678' },
    { person_id: noa, value: '+33690123456' },
    { person_id: lou, value: '+508411234' },
    { person_id: noa, value: '+590690123456' },
    { person_id: lou, value: 'lou@example.org' },
    { person_id: max, value: 'max@example.org' },
    { person_id: noa, value: 'max@example.org.' },
  ])
})
