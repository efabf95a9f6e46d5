import { describe, expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter } from '../../../../tests/support/signing.ts'
import { signIn, staffMember } from '../../../../tests/support/staff.ts'
import { NEWS } from '../core/index.ts'
import { mayReach } from '../gate/index.ts'
import { applyRetention } from './commands/retain.ts'
import { dueForErasure } from './queries.ts'

const program = await useProgram({ working: true })
const { app, rows } = program
const email = 'zoe@example.org'

/** Zoé, in the file and signed in. */
async function zoe() {
  const id = await becomeSupporter(program, { email, consents: { news: true, calls: false } })
  return { id, browser: await signIn(program, email) }
}

describe('one’s own page', () => {
  test('shows what is known, and who looked, by kind', async () => {
    const { id, browser } = await zoe()
    await (await staffMember(program, 'staff')).get(`/staff/people/${id}`)
    const page = (await browser.get('/me')).body
    for (const text of ['Zoé', email, 'Lyon', 'Équipe nationale']) expect(page).toContain(text)
    expect(page).not.toContain('staff.')
  })

  test('who signed in and is in no file learns just that', async () => {
    const page = await (await signIn(program, 'nobody@example.org')).get('/me')
    expect(page.body).toContain('Aucune fiche ne porte cette adresse')
  })

  test('holds everything: a row of every table that points at her, and nobody else’s name', async () => {
    const { id, browser } = await zoe()
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/people/${id}/notes`, { note: 'Prête une salle' })
    await member.post(`/staff/people/${id}/tags`, { tag: 'salle' })
    const data = JSON.parse((await browser.get('/me/data.json')).body) as Record<string, Record<string, unknown>[]>
    expect(Object.keys(data)).toEqual(expect.arrayContaining(['person', 'contact_point', 'consent', 'note', 'person_tag']))
    expect(data.note![0]).not.toHaveProperty('written_by')
    expect(data.consent![0]).toHaveProperty('wording_text')
    expect(JSON.stringify(data)).not.toContain(member.account)
    expect((await browser.get('/me/data.csv')).body).toContain('note,1,text,Prête une salle')
  })

  test('corrects, agrees and no longer agrees; each in the ledger', async () => {
    const { id, browser } = await zoe()
    const details = { given_name: 'Zoë', locale: 'fr', country: 'FR', postal_code: '38000', town: 'Grenoble' }
    expect((await browser.post('/me/details', details)).statusCode).toBe(303)
    expect((await browser.post('/me/details', { ...details, given_name: '<x>' })).body).toContain('field-given_name-error')
    await browser.post('/me/consents', { purpose: 'news', wanted: 'no' })
    expect(await rows('select agreed from person')).toEqual([{ agreed: ['support:file'] }])
    expect(await rows("select 1 from suppression where purpose = 'news'")).toHaveLength(1)
    await browser.post('/me/consents', { purpose: 'news', wanted: 'yes' })
    expect(await rows('select agreed, given_name, place_id from person')).toEqual([
      { agreed: ['news:email', 'support:file'], given_name: 'Zoë', place_id: 'FR-38185' },
    ])
    expect(await rows("select 1 from suppression where purpose = 'news'")).toHaveLength(0)
    expect(
      await rows(
        "select action, wording_text <> '' as worded from consent where person_id = $1 and source = 'account' order by collected_at, id",
        [id],
      ),
    ).toEqual([
      { action: 'withdrawn', worded: true },
      { action: 'given', worded: true },
    ])
  })

  test('freezes: no staff sees her, no list has her; and she undoes it', async () => {
    const { id, browser } = await zoe()
    const member = await staffMember(program, 'staff')
    await browser.post('/me/restriction', { restricted: 'true' })
    expect((await member.get(`/staff/people/${id}`)).statusCode).toBe(404)
    expect((await browser.get('/me')).statusCode).toBe(200)
    await browser.post('/me/restriction', { restricted: 'false' })
    expect((await member.get(`/staff/people/${id}`)).statusCode).toBe(200)
  })

  test('adds a number, and takes it away', async () => {
    const { id, browser } = await zoe()
    const numbers = () => rows<{ value: string }>("select value from contact_point where kind = 'phone'")
    expect((await browser.post('/me/phones', { phone: '12' })).body).toContain('field-phone-error')
    expect((await browser.post('/me/phones', { phone: '06 12 34 56 78' })).statusCode).toBe(303)
    expect(await numbers()).toEqual([{ value: '+33612345678' }])
    expect((await browser.post('/me/phones', { phone: '+33 6 12 34 56 78' })).statusCode).toBe(422)
    for (let n = 1; n < 5; n++) expect((await browser.post('/me/phones', { phone: `061234567${n}` })).statusCode).toBe(303)
    expect((await browser.post('/me/phones', { phone: '0612345670' })).statusCode).toBe(422)
    const page = (await browser.get('/me')).body
    expect(page).toContain('/account/address')
    const removal = /\/me\/phones\/[0-9a-f-]{36}\/removal/.exec(page)![0]
    const other = await signIn(program, 'other@example.org')
    expect((await other.post(removal)).statusCode).toBe(404)
    expect(await numbers()).toHaveLength(5)
    expect((await browser.post(removal)).statusCode).toBe(303)
    expect(await numbers()).toHaveLength(4)
    // Her mailbox is not removed here: without it nobody would get in.
    const [mailbox] = await rows<{ id: string }>("select id from contact_point where kind = 'email' and person_id = $1", [id])
    expect((await browser.post(`/me/phones/${mailbox!.id}/removal`)).statusCode).toBe(404)
  })

  test('twenty numbers added at once are five', async () => {
    const { browser } = await zoe()
    await Promise.all(Array.from({ length: 20 }, (_, n) => browser.post('/me/phones', { phone: `06123456${10 + n}` })))
    expect(await rows("select 1 from contact_point where kind = 'phone'")).toHaveLength(5)
  })

  test('takes along the rows of files that hold her, where they are kept', async () => {
    const { id, browser } = await zoe()
    await rows("insert into import (id, file_name, state, created_at) values (gen_random_uuid(), 'x.csv', 'done', now())")
    await rows(
      "insert into import_row (import_id, line, fate, person_id, reason, cells) select id, 1, 'updated', $1, 'reading.row.phone-unread', '[\"06 what\"]' from import",
      [id],
    )
    expect((await browser.get('/me/data.json')).body).toContain('06 what')
  })

  test('pauses', async () => {
    const { browser } = await zoe()
    await browser.post('/me/pause', { days: '30' })
    expect((await browser.get('/me')).body).toContain('En pause jusqu’au')
    await browser.post('/me/pause', { days: '0' })
    expect(await rows('select paused_until from person')).toEqual([{ paused_until: null }])
  })

  test('pauses until a day where she lives, which is over when it is over everywhere', async () => {
    const { id, browser } = await zoe()
    await rows("update person set place_id = 'FR-98735' where id = $1", [id])
    // Seven in the evening of the day before, in Papeete.
    program.clock.now = new Date('2026-11-25T05:00:00Z')
    await browser.post('/me/pause', { days: '30' })
    expect(await rows('select paused_until::text from person')).toEqual([{ paused_until: '2026-12-24' }])
    expect((await browser.get('/me')).body).toContain('24 décembre 2026')
    const reached = (moment: string) =>
      mayReach(app.database.read, id, { purpose: NEWS, channel: 'email', now: new Date(moment) })
    expect([await reached('2026-12-25T11:59:00Z'), await reached('2026-12-25T12:00:00Z')]).toEqual([false, true])
  })

  test('erases everything at once, the account too', async () => {
    const { id, browser } = await zoe()
    await (await staffMember(program, 'staff')).post(`/staff/people/${id}/notes`, { note: 'x' })
    expect((await browser.post('/me/erasure')).body).toContain('C’est effacé')
    for (const table of ['person', 'contact_point', 'consent', 'note', 'person_key', 'name_word'])
      expect(await rows(`select 1 from ${table}`), table).toHaveLength(0)
    expect(await rows('select 1 from account where email = $1', [email])).toHaveLength(0)
    expect(await rows('select n from supporter_tally where n > 0')).toHaveLength(0)
    expect((await browser.get('/me')).statusCode).toBe(303)
    expect(await rows('select reason from suppression order by 1')).toContainEqual({ reason: 'erased' })
  })

  test('does not erase who holds a mandate: whoever reads one mailbox cannot end the work of an administrator', async () => {
    const member = await staffMember(program, 'administrator')
    await becomeSupporter(program, { email: member.email })
    expect((await member.post('/me/erasure')).statusCode).toBe(409)
    expect(await rows('select 1 from account where id = $1', [member.account])).toHaveLength(1)
  })

  test('reaches nobody else’s record, whatever is sent', async () => {
    const { id } = await zoe()
    const other = await signIn(program, 'other@example.org')
    for (const path of ['/me/details', '/me/consents', '/me/pause', '/me/restriction'])
      expect(
        (
          await other.post(path, {
            id,
            person: id,
            given_name: 'x',
            locale: 'fr',
            country: 'FR',
            purpose: 'news',
            wanted: 'no',
            days: '30',
            restricted: 'true',
          })
        ).statusCode,
        path,
      ).toBe(404)
    await other.post('/me/erasure', { person: id })
    expect(await rows('select id from person')).toEqual([{ id }])
  })

  test('makes the same number of queries whatever stands there', async () => {
    const { id, browser } = await zoe()
    const few = await countQueries(program, () => browser.get('/me'))
    for (let n = 0; n < 4; n++)
      await rows(
        "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', $2, now())",
        [id, `+3361234567${n}`],
      )
    expect(await countQueries(program, () => browser.get('/me'))).toBe(few)
  })
})

describe('the data officer', () => {
  test('tracks requests with their clock, and forgets who asked once answered', async () => {
    const officer = await staffMember(program, 'data-officer')
    await officer.post('/staff/requests', { kind: 'erasure', received_on: '2016-01-31', about: 'Mme Lettre' })
    expect(await rows('select due_on::text from rights_request')).toEqual([{ due_on: '2016-02-29' }])
    expect((await officer.get('/staff/requests')).body).toContain('en retard')
    const [row] = await rows<{ id: string }>('select id from rights_request')
    await officer.post(`/staff/requests/${row!.id}/answer`)
    expect(await rows('select about from rights_request')).toEqual([{ about: null }])
  })

  test('sees what tonight’s run will erase, and that is what it erases', async () => {
    const [old, fresh, signed] = await addSupporters(program, [
      { given_name: 'Vieux', family_name: 'Import' },
      { given_name: 'Jeune', family_name: 'Import' },
      { given_name: 'A', family_name: 'Signé' },
    ])
    await rows("update person set confirmed_on = null, area_rank = null, updated_at = now() - interval '4 years' where id = $1", [
      old,
    ])
    await rows('update person set confirmed_on = null, area_rank = null, updated_at = now() where id = $1', [fresh])
    const officer = await staffMember(program, 'data-officer')
    expect((await officer.get('/staff/retention')).body).toContain('1 personne')
    expect(await applyRetention(app)).toBe(1)
    expect((await rows<{ id: string }>('select id from person')).map(({ id }) => id).toSorted()).toEqual(
      [fresh, signed].toSorted(),
    )
    // She asked for nothing: should she come again, nothing stands in her way.
    expect(await rows('select 1 from suppression')).toHaveLength(0)
  })

  test('whom no address reaches that works, and who has not come by for long, is of no use in the file', async () => {
    const people = await addSupporters(
      program,
      ['unknown', 'bad', 'bouncing', 'none', 'lately'].map((given_name) => ({ given_name, family_name: 'X' })),
    )
    await rows(
      "update contact_point set quality = p.given_name from person p where p.id = person_id and p.given_name in ('bad', 'bouncing')",
    )
    await rows('delete from contact_point where person_id = any($1)', [people.slice(3)])
    await rows("update person set updated_at = now() - interval '25 months' where id = any($1)", [people.slice(0, 4)])
    await rows('update person set updated_at = now() where id = $1', [people[4]])
    const today = program.clock.now.toISOString().slice(0, 10)
    const due = await dueForErasure(app.database.read, { name: 'unreachable', months: 24 }, { today, limit: 9 })
    expect(due.toSorted()).toEqual(people.slice(1, 4).toSorted())
  })

  test('changes a rule, and the register names every table', async () => {
    const officer = await staffMember(program, 'data-officer')
    await officer.post('/staff/retention/never-signed', { months: '12' })
    expect(await rows("select months, active from retention_rule where name = 'never-signed'")).toEqual([
      { months: 12, active: false },
    ])
    await officer.post('/staff/retention/never-signed', { months: '36', active: 'true' })
    const register = (await officer.get('/staff/register')).body
    for (const { table } of app.personalData) expect(register).toContain(table)
  })

  test('sees who asked to be left alone, in the journal too', async () => {
    const { id } = await zoe()
    const officer = await staffMember(program, 'data-officer')
    expect((await officer.get('/staff/restricted')).body).not.toContain(id)
    await officer.post(`/staff/people/${id}/restriction`, { restricted: 'true' })
    expect((await officer.get('/staff/restricted')).body).toContain(`/staff/people/${id}`)
    expect(await rows("select count from journal where action = 'list' order by seq")).toEqual([{ count: 0 }, { count: 1 }])
  })

  test('nobody else does', async () => {
    const member = await staffMember(program, 'staff')
    for (const path of ['/staff/requests', '/staff/restricted', '/staff/retention', '/staff/register'])
      expect((await member.get(path)).statusCode).toBe(403)
  })
})
