import { describe, expect, test } from 'vitest'
import { placerOf } from '../../../features/events/core/placing.ts'
import { addEvent, asking } from '../../../../tests/support/events.ts'
import { found, join, signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { personOfEmail } from '../core/index.ts'

const program = await useProgram({ working: true })
const { app, rows } = program
const LYON = 'FR-69123'
const GRENOBLE = 'FR-38185'

async function zoe() {
  const [id] = await addSupporters(program, [
    { given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe@example.org', place: LYON, news: true },
  ])
  return id!
}

const details = { given_name: 'Zoé', family_name: 'Lacaze', locale: 'fr', country: 'FR', postal_code: '69001', town: 'Lyon' }

describe('the person’s page', () => {
  test('shows who she is, what she agrees to and how she came, and is noted before it is shown', async () => {
    const id = await zoe()
    const member = await staffMember(program, 'staff')
    const page = await member.get(`/staff/people/${id}`)
    expect(page.statusCode).toBe(200)
    for (const text of ['Zoé Lacaze', 'zoe@example.org', 'Lyon', 'Rhône']) expect(page.body).toContain(text)
    const [row] = await rows<{ actor: string; action: string }>('select actor, action from journal where object_id = $1', [id])
    expect(row).toEqual({ actor: member.account, action: 'view' })
  })

  test('says in one line for what she may be reached, shows her groups and what she comes to to who may see them, and folds what is empty', async () => {
    const zoe = await signer(program, 'Zoe')
    const group = await found(program, [zoe.person], { name: 'Les Glycines' })
    const other = await signer(program, 'Ana')
    const event = await addEvent(program, other.person, { title: 'Pique-nique' })
    await placerOf(app)(asking(event, zoe.person))
    const page = async (role: string) => (await (await staffMember(program, role)).get(`/staff/people/${zoe.person}`)).body
    const chief = await page('administrator')
    expect(chief).toContain(`href="/staff/groups/${group}"`)
    expect(chief).toContain('l’anime')
    expect(chief).toContain(`href="/staff/events/${event}"`)
    expect(chief).toMatch(/Appui depuis le[^<]*on (peut|ne peut)/)
    expect(chief).toContain('Noter comme fausse')
    expect(chief).not.toMatch(/Elle rejette|Elle est fausse/)
    // Nothing stands in tags and notes: a line to open for who may write there, and nothing for who may not.
    expect(chief).toMatch(/<details class="rounded-box[^>]*><summary[^>]*>Étiquettes/)
    const officer = await page('data-officer')
    expect(officer).not.toContain('Les Glycines')
    expect(officer).not.toContain('Étiquettes</')
  })

  test('who is in charge of where she lives sees nothing of her groups and events elsewhere', async () => {
    const [zoe, ana] = [await signer(program, 'Zoe', 'FR-13055'), await signer(program, 'Ana')]
    await join(program, await found(program, [ana.person], { name: 'Les Glycines' }), zoe.person)
    const event = await addEvent(program, ana.person, { title: 'Pique-nique' })
    await placerOf(app)(asking(event, zoe.person))
    const page = async (area_id: string | undefined) =>
      (await (await staffMember(program, 'coordinator', area_id ? { area_id } : undefined)).get(`/staff/people/${zoe.person}`))
        .body
    const [there, everywhere] = [await page('FR-13'), await page(undefined)]
    for (const hers of ['Les Glycines', 'Pique-nique']) {
      expect(there).not.toContain(hers)
      expect(everywhere).toContain(hers)
    }
    expect(there).toContain('Zoe')
  })

  test('a coordinator opens her own territory; elsewhere there is nobody, and the data officer is told', async () => {
    const id = await zoe()
    const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const region = await staffMember(program, 'coordinator', { area_id: 'FR-R84' })
    const town = await staffMember(program, 'coordinator', { place_id: LYON })
    const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
    for (const one of [here, region, town]) expect((await one.get(`/staff/people/${id}`)).statusCode).toBe(200)
    const refused = await elsewhere.get(`/staff/people/${id}`)
    const nobody = await elsewhere.get(`/staff/people/${crypto.randomUUID()}`)
    expect(refused.statusCode).toBe(404)
    expect(refused.body.replace(/req-\w+|[0-9a-f-]{36}/g, '')).toBe(nobody.body.replace(/req-\w+|[0-9a-f-]{36}/g, ''))
    expect(await rows('select kind from alert where actor = $1', [elsewhere.account])).toEqual([{ kind: 'outside-territory' }])
  })

  test.each([
    ['details', details],
    ['points', { value: 'new@example.org' }],
    ['tags', { tag: 'x' }],
    ['notes', { note: 'x' }],
    ['custom', {}],
    ['withdrawal', { purpose: 'news' }],
  ])('from another territory nothing can be changed: %s', async (part, fields) => {
    const id = await zoe()
    const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
    const before = await rows('select to_jsonb(person) as row from person where id = $1', [id])
    expect((await elsewhere.post(`/staff/people/${id}/${part}`, fields as Record<string, string>)).statusCode).toBe(404)
    expect(await rows('select to_jsonb(person) as row from person where id = $1', [id])).toEqual(before)
  })

  test('moving her moves the counts and the search with her', async () => {
    const id = await zoe()
    const member = await staffMember(program, 'staff')
    const moved = { ...details, family_name: 'Vasseur', postal_code: '38000', town: 'Grenoble' }
    expect((await member.post(`/staff/people/${id}/details`, moved)).statusCode).toBe(303)
    const counts = await rows("select key, n from supporter_tally where scope in ('area', 'place') and n > 0 order by key")
    expect(counts).toEqual([
      { key: 'FR-38', n: 1 },
      { key: GRENOBLE, n: 1 },
    ])
    expect((await member.post('/staff/people', { q: 'vasseur' })).body).toContain('Zoé Vasseur')
    expect((await member.post('/staff/people', { q: 'lacaze' })).body).not.toContain('Vasseur')
  })

  test('what cannot be taken is said next to its field, and nothing changes', async () => {
    const id = await zoe()
    const member = await staffMember(program, 'staff')
    const wrong = await member.post(`/staff/people/${id}/details`, { ...details, given_name: '<b>' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('field-given_name-error')
    expect((await member.post(`/staff/people/${id}/points`, { value: 'nothing' })).body).toContain('field-value-error')
    expect((await member.post(`/staff/people/${id}/details`, { ...details, born_on: '2001-02-30' })).body).toContain(
      'field-born_on-error',
    )
  })

  test('only what the form offers is taken: not a state, not another’s id', async () => {
    const id = await zoe()
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/people/${id}/details`, {
      ...details,
      id: crypto.randomUUID(),
      confirmed_on: '1900-01-01',
      agreed: 'calls:voice',
      restricted_at: 'now',
      '__proto__[x]': '1',
    })
    const [row] = await rows<{ confirmed_on: string; agreed: string[] }>(
      'select confirmed_on::text, agreed from person where id = $1',
      [id],
    )
    expect(row).toEqual({ confirmed_on: '2016-03-31', agreed: ['news:email', 'support:file'] })
  })

  test('an address written into a record by others is nobody’s mailbox: neither her account nor her signature finds it', async () => {
    const id = await zoe()
    const [other] = await addSupporters(program, [{ given_name: 'Léa', family_name: 'Autre' }])
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/people/${other}/points`, { value: 'ZOE@example.org' })
    await member.post(`/staff/people/${other}/points`, { value: 'new@example.org' })
    expect(await personOfEmail(app.database.read, 'zoe@example.org', 'Zoé')).toBe(id)
    expect(await personOfEmail(app.database.read, 'new@example.org', '')).toBeUndefined()
  })

  test('whoever signs with an address proves it: it leaves the record that others wrote it into', async () => {
    const [other] = await addSupporters(program, [{ given_name: 'Léa', family_name: 'Autre' }])
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/people/${other}/points`, { value: 'zoe@example.org' })
    const signer = await becomeSupporter(program)
    expect(signer).not.toBe(other)
    expect(await rows("select person_id, claimed from contact_point where value = 'zoe@example.org'")).toEqual([
      { person_id: signer, claimed: false },
    ])
  })

  test('tags are one however they are written; notes, quality and withdrawal stand on the page', async () => {
    const id = await zoe()
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/people/${id}/tags`, { tag: 'Bénévole' })
    await member.post(`/staff/people/${id}/tags`, { tag: 'benevole' })
    await member.post(`/staff/people/${id}/notes`, { note: 'Peut prêter une salle' })
    await member.post(`/staff/people/${id}/withdrawal`, { purpose: 'news' })
    const page = (await member.get(`/staff/people/${id}`)).body
    expect(page).toContain('Bénévole')
    expect(page).toContain('Peut prêter une salle')
    expect(page).toContain('retiré')
    expect(await rows('select 1 from tag')).toHaveLength(1)
    expect(await rows('select agreed from person where id = $1', [id])).toEqual([{ agreed: ['support:file'] }])
    expect((await member.post('/staff/people', { q: '#bénévole' })).body).toContain('Zoé Lacaze')
  })

  test('a form that was refused shows the record again, so it is noted again; who recruited her is not told to those who may not see him', async () => {
    const id = await zoe()
    const [recruiter] = await addSupporters(program, [{ given_name: 'Rachid', family_name: 'Recruteur', place: GRENOBLE }])
    await rows('update person set recruited_by = $1 where id = $2', [recruiter, id])
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    expect((await coordinator.get(`/staff/people/${id}`)).body).not.toContain(recruiter)
    await coordinator.post(`/staff/people/${id}/points`, { value: 'nothing that can be reached' })
    expect(await rows("select 1 from journal where object_id = $1 and action = 'view'", [id])).toHaveLength(2)
    expect((await (await staffMember(program, 'staff')).get(`/staff/people/${id}`)).body).toContain(recruiter)
  })

  test('a record under restriction is there for who answers for data rights alone', async () => {
    const id = await zoe()
    const [member, officer] = [await staffMember(program, 'staff'), await staffMember(program, 'data-officer')]
    await officer.post(`/staff/people/${id}/restriction`, { restricted: 'true' })
    expect((await member.get(`/staff/people/${id}`)).statusCode).toBe(404)
    expect((await officer.get(`/staff/people/${id}`)).statusCode).toBe(200)
    await officer.post(`/staff/people/${id}/restriction`, { restricted: 'false' })
    expect((await member.get(`/staff/people/${id}`)).statusCode).toBe(200)
  })

  test('its timeline holds what other slices know of her, the last first', async () => {
    const member = await staffMember(program, 'administrator')
    const [id, other] = await addSupporters(program, [
      { given_name: 'Zoé', family_name: 'Lacaze' },
      { given_name: 'Zoe', family_name: 'Lacaze' },
    ])
    await rows(
      "insert into sheet (number, locale, wording_version, printed_at, collector, collected_on) values (7, 'fr', 1, now(), 'Rachid', now())",
    )
    await rows(
      "insert into sheet_line (sheet, line, person_id, fate, entered_at) values (7, 3, $1, 'updated', now() - interval '2 days')",
      [id],
    )
    await rows(
      "insert into import (id, file_name, state, created_at) values (gen_random_uuid(), 'vieux.csv', 'done', now() - interval '3 days')",
    )
    await rows("insert into import_row (import_id, line, fate, person_id) select id, 1, 'updated', $1 from import", [id])
    await member.post(`/staff/duplicates/${id}/${other}/merge`, { keep: id! })
    const page = (await member.get(`/staff/people/${id}`)).body
    const at = (text: string) => page.indexOf(text)
    for (const text of ['Feuille nº 7, ligne 3', 'vieux.csv', 'a été fusionnée']) expect(at(text), text).toBeGreaterThan(0)
    expect(at('a été fusionnée')).toBeLessThan(at('Feuille nº 7'))
    expect(at('Feuille nº 7')).toBeLessThan(at('vieux.csv'))
  })

  test('makes the same number of queries however much stands there', async () => {
    const id = await zoe()
    const member = await staffMember(program, 'staff')
    const few = await countQueries(program, () => member.get(`/staff/people/${id}`))
    for (let n = 0; n < 5; n++) {
      await member.post(`/staff/people/${id}/tags`, { tag: `t${n}` })
      await member.post(`/staff/people/${id}/notes`, { note: `n${n}` })
    }
    expect(await countQueries(program, () => member.get(`/staff/people/${id}`))).toBe(few)
  })
})

describe('fields of the movement', () => {
  test('are added, filled in by their kind, asked for by audiences, and taken away with their values', async () => {
    const id = await zoe()
    const administrator = await staffMember(program, 'administrator')
    await administrator.post('/staff/fields', { label: 'Taille de t-shirt', kind: 'choice', options: 'S, M, L' })
    await administrator.post('/staff/fields', { label: 'Heures par mois', kind: 'number' })
    expect((await administrator.post('/staff/fields', { label: 'Heures par mois', kind: 'text' })).body).toContain(
      'field-label-error',
    )
    expect((await administrator.post('/staff/fields', { label: 'Choix', kind: 'choice', options: 'un seul' })).body).toContain(
      'field-options-error',
    )
    const path = `/staff/people/${id}`
    const wrong = await administrator.post(`${path}/custom`, { heures_par_mois: 'beaucoup' })
    expect(wrong.body).toContain('field-heures_par_mois-error')
    expect((await administrator.post(`${path}/custom`, { taille_de_t_shirt: 'M', heures_par_mois: '2,5' })).statusCode).toBe(303)
    expect(await rows('select custom from person')).toEqual([{ custom: { taille_de_t_shirt: 'M', heures_par_mois: 2.5 } }])
    const rule = {
      act: 'save',
      name: 'M',
      'r.op': 'all',
      'r.0.is': 'field',
      'r.0.with.key': 'taille_de_t_shirt',
      'r.0.with.value': 'm',
    }
    expect((await administrator.get((await administrator.post('/staff/audiences/new', rule)).headers.location!)).body).toContain(
      '1 personne',
    )
    await administrator.post('/staff/fields/taille_de_t_shirt/removal')
    expect((await administrator.post('/staff/fields/taille_de_t_shirt/removal')).statusCode).toBe(404)
    expect(await rows('select custom from person')).toEqual([{ custom: { heures_par_mois: 2.5 } }])
    expect((await (await staffMember(program, 'staff')).get('/staff/fields')).statusCode).toBe(403)
  })
})

describe('adding somebody by hand', () => {
  const met = {
    given_name: 'Ana',
    family_name: 'Rencontrée',
    locale: 'fr',
    country: 'FR',
    postal_code: '69001',
    town: 'Lyon',
    email: 'ana@example.org',
    proof: 'Marché du 12 mars',
  }

  test('keeps where she agreed, and asks for nothing more', async () => {
    const member = await staffMember(program, 'staff')
    const answer = await member.post('/staff/people/new', met)
    expect(answer.headers.location).toMatch(/^\/staff\/people\//)
    expect(await rows('select origin, origin_label, agreed, confirmed_on from person')).toEqual([
      { origin: 'staff', origin_label: 'Marché du 12 mars', agreed: ['support:file'], confirmed_on: null },
    ])
    expect((await member.post('/staff/people/new', { ...met, proof: '' })).body).toContain('field-proof-error')
  })

  test('a volunteer learns from nothing whether an address is known, or was erased', async () => {
    const volunteer = await staffMember(program, 'volunteer')
    const body = async (email: string, given_name = 'Bob') => {
      const answer = await volunteer.post('/staff/people/new', { ...met, email, given_name })
      return `${answer.statusCode} ${answer.body}`
    }
    const id = await zoe()
    const fresh = await body('fresh@example.org')
    expect(await body('zoe@example.org')).toBe(fresh)
    expect(await rows('select given_name from person where id = $1', [id])).toEqual([{ given_name: 'Zoé' }])
    await (await staffMember(program, 'data-officer')).post(`/staff/people/${id}/erasure`)
    expect(await body('zoe@example.org', 'Carl')).toBe(fresh)
    // Bob was typed there before, and shares it; nobody new comes after.
    expect(
      await rows(
        "select given_name, claimed from contact_point join person on person.id = person_id where value = 'zoe@example.org'",
      ),
    ).toEqual([{ given_name: 'Bob', claimed: false }])
  })

  test('who writes an address into a record learns of nobody elsewhere that it is hers too', async () => {
    const [here, there] = await addSupporters(program, [
      { given_name: 'Léa', family_name: 'Ici', email: 'ici@example.org', place: 'FR-69123' },
      { given_name: 'Ana', family_name: 'Loin', email: 'ailleurs@example.org', place: 'FR-38185' },
    ])
    const [own] = await addSupporters(program, [
      { given_name: 'Bob', family_name: 'Ici', email: 'bob@example.org', place: 'FR-69123' },
    ])
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const told = async (value: string) => {
      await coordinator.post(`/staff/people/${own}/points`, { value })
      return (await coordinator.get(`/staff/people/${own}`)).body.includes('aussi à une autre personne')
    }
    expect([here, there].every(Boolean)).toBe(true)
    expect(await told('ailleurs@example.org')).toBe(false)
    expect(await told('ici@example.org')).toBe(true)
  })

  test('nobody adds people outside his territory', async () => {
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
    expect((await coordinator.post('/staff/people/new', met)).statusCode).toBe(403)
    expect((await coordinator.post('/staff/people/new', { ...met, postal_code: '38000', town: 'Grenoble' })).statusCode).toBe(303)
  })
})
