import { afterAll, expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram, visitor } from '../../../../tests/support/program.ts'
import { signByApi } from '../../../../tests/support/signing.ts'
import { smtpServer } from '../../../../tests/support/smtp.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { deliver } from '#platform/mail/writing'
import { links } from '../signing/links.ts'

const GONE = '5.1.1 <gone@example.org>: Recipient address rejected: User unknown in local recipient table'
const received: string[] = []
const smtp = await smtpServer((to) => received.push(...to), 0, {
  'gone@example.org': [550, GONE],
  'full@example.org': [552, '5.2.2 Mailbox full'],
  'blocked@example.org': [550, '5.7.1 Client host blocked'],
  'later@example.org': [450, '4.2.1 Greylisted'],
})
const program = await useProgram({ env: { MAIL_URL: smtp.url } })
afterAll(smtp.close)
const { app, rows } = program

const send = (to: string) => deliver(app, { to, subject: 'x', text: 'x', html: '<p>x</p>', id: crypto.randomUUID() })
const known = () =>
  rows<{ value: string; quality: string; refusal: string | null }>(
    'select given_name, value, quality, refusal from contact_point join person on person.id = person_id order by given_name',
  )

test('a mailbox that its server does not know is marked for all who hold it, with its words; full, blocked or later is nothing about it', async () => {
  const people = [
    ['Ana', 'gone@example.org'],
    ['Bea', 'gone@example.org'],
    ['Cid', 'full@example.org'],
    ['Dan', 'blocked@example.org'],
    ['Eva', 'later@example.org'],
    ['Flo', 'there@example.org'],
  ] as const
  const [ana] = await addSupporters(
    program,
    people.map(([given_name, email]) => ({ given_name, family_name: 'Roche', email })),
  )
  for (const [, email] of people.slice(1)) await send(email).catch(() => {})
  expect(received).toEqual(['there@example.org'])
  await expect(send('later@example.org')).rejects.toThrow('Greylisted')
  const bad = { quality: 'bouncing', refusal: `550 ${GONE}` }
  const open = { quality: 'unknown', refusal: null }
  expect((await known()).map(({ quality, refusal }) => ({ quality, refusal }))).toEqual([bad, bad, open, open, open, open])

  const member = await staffMember(program, 'staff')
  const page = (await member.get(`/staff/people/${ana!}`)).body
  expect(page).toContain('rejette les e-mails')
  expect(page).toContain('User unknown in local recipient table')

  // She signs, so that mailbox answers: it is there.
  await signByApi(program, { email: 'gone@example.org', given_name: 'Ana', family_name: 'Roche' })
  const [signature] = await rows<{ id: string; signed_at: Date }>('select id, signed_at from signature')
  await program.server.inject({ method: 'POST', url: links.confirm(app, signature!), headers: visitor() })
  expect((await known()).slice(0, 2).map(({ quality, refusal }) => ({ quality, refusal }))).toEqual([
    { quality: 'good', refusal: null },
    { quality: 'good', refusal: null },
  ])
})
