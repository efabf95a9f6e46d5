import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { imported } from '../../../../tests/support/imports.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter, eraseOneself, postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program

/** Names that stand nowhere but where she is. */
const PLANTED = { given_name: 'Zorgliande', family_name: 'Quimperlesque', email: 'zorgliande@example.org' }
const PATTERN = '%(zorgliande|quimperlesque)%'

/** Tables of which a row says one of her names or her mailbox, whatever the column and its type. */
async function telling(): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ('public', 'pgboss')",
  )
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const hit = await rows(`select 1 from ${name} t where lower(t::text) similar to $1 limit 1`, [PATTERN])
      return hit.length > 0 ? name : undefined
    }),
  )
  return found.filter((name) => name !== undefined).toSorted()
}

test('once she is erased, no row of any table says her name or her mailbox: not as a visitor, invited, in a request, nor in a file that was brought in', async () => {
  const [ana, officer, chief] = [
    await signer(program, 'Ana'),
    await staffMember(program, 'data-officer'),
    await staffMember(program, 'administrator'),
  ]
  const zoe = await becomeSupporter(program, PLANTED)
  const { given_name, family_name, email } = PLANTED
  const event = await addEvent(program, ana.person)
  await postForm(program, `/events/${event}/sign-up`, { name: `${given_name} ${family_name}`, email })
  await ana.post(`/groups/${await found(program, [ana.person])}/invitations`, { email })
  await officer.post('/staff/requests', { kind: 'access', received_on: '2016-01-31', about: `${given_name}, ${email}` })
  await imported(program, chief, { name: 'x.csv', content: `email;nom\n${email};${family_name}\n` })
  const before = await telling()
  expect(before).toEqual(
    expect.arrayContaining(['public.invitation', 'public.person', 'public.rights_request', 'public.sign_up']),
  )

  await eraseOneself(program, zoe)
  await until(async () => ((await telling()).length === 0 ? true : undefined), 'a database that says nothing of her', 20).catch(
    async () => expect(await telling()).toEqual([]),
  )
  // What was asked is still to be answered.
  expect(await rows('select about from rights_request')).toEqual([{ about: null }])
})

test('where others read her mailbox, what stands under it by another name stays', async () => {
  const ana = await signer(program, 'Ana')
  const [zoe] = [await becomeSupporter(program, PLANTED)]
  await becomeSupporter(program, { ...PLANTED, given_name: 'Marius' })
  const event = await addEvent(program, ana.person)
  for (const name of ['Marius Quimperlesque', 'Zorgliande Quimperlesque'])
    await rows(
      `insert into sign_up (id, event_id, name, email, mailbox_hash, locale, seats, state, how, asked_at, code)
       select gen_random_uuid(), $1, $2, $3, address_hash, 'fr', 1, 'unconfirmed', 'site', now(), substr(md5(random()::text), 1, 12)
       from (select hash as address_hash from contact_point where value = $3 limit 1) point`,
      [event, name, PLANTED.email],
    )
  await eraseOneself(program, zoe)
  expect(await rows('select name from sign_up')).toEqual([{ name: 'Marius Quimperlesque' }])
})
