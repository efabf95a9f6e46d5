import { record } from '../../src/features/staff/core/commands/journal.ts'
import { imported } from './imports.ts'
import { addSupporters } from './people.ts'
import { PLANTED as plan } from './planted.ts'
import { type Planter, press } from './planting-forms.ts'
import { signByApi } from './signing.ts'

/** What the file says of Zoé. */
export async function plantRecord({ program: { rows }, zoe, chief }: Planter): Promise<void> {
  await rows(
    'update person set street = $2, postal_code = $3, town = $4, born_on = $5, custom = $6, origin_label = $7 where id = $1',
    [
      zoe.person,
      plan.street,
      plan['postal code'],
      plan.town,
      plan['date of birth'],
      JSON.stringify({ own: plan['custom field'] }),
      plan['source of her record'],
    ],
  )
  await rows(
    "insert into custom_field (id, key, label, kind, options, created_at) values (gen_random_uuid(), 'own', 'Champ', 'text', '{}', now())",
  )
  await press(chief, `/staff/people/${zoe.person}/tags`, { tag: plan.tag })
  await rows('update account set email = $2 where id = $1', [chief.account, plan["staff's e-mail"]])
  await press(chief, `/staff/people/${zoe.person}/notes`, { note: plan['note by staff'] })
  await rows('update consent set evidence = $2, browser = $3 where person_id = $1', [
    zoe.person,
    plan['evidence of a consent'],
    plan['browser of a consent'],
  ])
  await rows("insert into unproved_consent (person_id, purpose, evidence, collected_at) values ($1, 'calls', $2, now())", [
    zoe.person,
    plan['evidence of a consent not proved'],
  ])
  await rows("insert into foreign_id values ('ancien', $2, $1)", [zoe.person, plan['number in another system']])
  await rows('update account_session set user_agent = $2 where account_id = (select id from account where email = $1)', [
    zoe.email,
    plan['browser of her session'],
  ])
}

/** What the office notes: requests, approvals, the journal, a duplicate, a merge, and what waits for a press of a button. */
export async function plantOffice({ program, zoe, chief, ids }: Planter): Promise<void> {
  const { rows, clock } = program
  const { now } = clock
  await rows(
    "insert into rights_request (id, kind, received_on, due_on, about) values (gen_random_uuid(), 'access', $1, $1, $2)",
    [now, plan['rights request']],
  )
  await rows(
    `insert into approval (id, kind, subject, reason, about, path, asked_by, asked_at)
     values (gen_random_uuid(), 'silence', $1, $2, 'Tracts', '/staff/events', $3, now())`,
    [ids.event![0], plan['reason of an approval'], chief.account],
  )
  const entry = { action: 'edit', object: 'person', id: zoe.person, count: 1, reason: plan['reason in the journal'] }
  await program.app.database.transact((tx) => record(tx, { actor: undefined, now }, entry))
  const [twin] = await addSupporters(program, [{ given_name: plan['given name'], family_name: 'Durand' }])
  const [a, b] = [zoe.person, twin!].toSorted()
  await rows("insert into duplicate_suggestion (a, b, reasons, found_at) values ($1, $2, array['name-and-town'], now())", [a, b])
  await rows(
    `insert into person_merge (id, kept, dropped, name, snapshot, merged_by, merged_at)
     values (gen_random_uuid(), $1, gen_random_uuid(), $2, '{}', $3, now())`,
    [zoe.person, plan['name of a merged record'], chief.account],
  )
  await rows(
    `insert into person (id, given_name, locale, country, department_id, town, created_at, updated_at)
     values (gen_random_uuid(), 'Ana', 'fr', 'FR', 'FR-69', $1, now(), now())`,
    [plan['town that nobody knows']],
  )
  const [{ key }] = (await rows<{ key: string }>("select typed_place('FR', null, $1) as key", [
    plan['town that nobody knows'],
  ])) as [{ key: string }]
  Object.assign(ids, { a: [a], b: [b], text: [key] })
  await signByApi(program, { given_name: plan['name that was not confirmed'], email: plan['address that was not confirmed'] })
}

/** Files on their way in and out, and sheets. */
export async function plantFiles({ program, chief, zoe, ids }: Planter): Promise<void> {
  const today = program.clock.now.toISOString().slice(0, 10)
  const { rows } = program
  await press(chief, '/staff/sheets', { locale: 'fr', copies: '1' })
  const [{ number }] = (await rows<{ number: string }>('select max(number)::text as number from sheet')) as [{ number: string }]
  await press(chief, `/staff/sheets/${number}`, { collector: plan['collector of a sheet'], collected_on: today })
  await rows("insert into sheet_line (sheet, line, person_id, fate, entered_at) values ($2, 1, $1, 'updated', now())", [
    zoe.person,
    number,
  ])
  ids.number = [number]
  ids.import = [
    await imported(program, chief, { name: 'x.csv', content: `email;nom\nnothing;${plan['cell of a file brought in']}\n` }),
  ]
  const audience = await press(chief, '/staff/audiences/new', { act: 'save', name: 'Tous', 'r.op': 'all', 'r.0.is': 'supporter' })
  ids.audience = [audience.split('/').at(-1)!]
  const made = await press(chief, `${audience}/export`, {})
  ids.export = [made.split('/').at(-1)!]
}
