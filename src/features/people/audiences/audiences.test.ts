import { describe, expect, test } from 'vitest'
import { distanceKm } from '#platform/geo/points'
import { gazetteerOf } from '#territories'
import { found } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { countAudience, listAudience } from './queries.ts'
import { readRule, treeOf } from './reading.ts'
import { type Asked, isCyclic, isRule, type Node, nodeAt, type Rule, withAdded, withRemoved } from './rules.ts'
import fc from 'fast-check'

const program = await useProgram()
const { app, rows } = program
const { read } = app.database
const PLACES = ['FR-69123', 'FR-69266', 'FR-38185', 'FR-75056', 'FR-27377']

/** A person as the naive evaluator knows her. */
type Known = {
  id: string
  place: string
  locale: 'fr' | 'en' | 'es'
  news: boolean
  day: string
  tags: string[]
  field: string | null
  origin: string
}

async function file(): Promise<Known[]> {
  const known = Array.from({ length: 60 }, (_, n): Omit<Known, 'id'> => ({
    place: PLACES[n % PLACES.length]!,
    locale: (['fr', 'en', 'es'] as const)[n % 3]!,
    news: n % 2 === 0,
    day: `2016-03-${String(1 + (n % 28)).padStart(2, '0')}`,
    tags: [...(n % 4 === 0 ? ['salle'] : []), ...(n % 5 === 0 ? ['voiture'] : [])],
    field: n % 3 === 0 ? null : n % 3 === 1 ? 'rouge' : 'vert',
    origin: 'signature',
  }))
  const ids = await addSupporters(
    program,
    known.map(({ place, locale, news, day }, n) => ({
      given_name: 'A',
      family_name: `N${n}`,
      place,
      locale,
      news,
      confirmed_on: day,
    })),
  )
  await rows(
    "insert into tag (id, name, key) values (gen_random_uuid(), 'salle', 'salle'), (gen_random_uuid(), 'voiture', 'voiture')",
  )
  for (const [n, { tags, field }] of known.entries()) {
    for (const tag of tags) await rows('insert into person_tag select id, $1, now() from tag where key = $2', [ids[n], tag])
    if (field) await rows("update person set custom = jsonb_build_object('couleur', $2::text) where id = $1", [ids[n], field])
  }
  return known.map((one, n) => ({ ...one, id: ids[n]! }))
}

/** What a rule means, said a second time, without SQL. */
function selects(node: Node, person: Known, rules: ReadonlyMap<string, Rule>): boolean {
  if (isRule(node)) {
    const answers = node.of.map((one) => selects(one, person, rules))
    return node.op === 'all' ? answers.every(Boolean) : node.op === 'any' ? answers.some(Boolean) : !answers.some(Boolean)
  }
  const { is, with: v } = node
  const town = gazetteerOf(app).find(person.place)!
  const naive: Record<string, () => boolean> = {
    supporter: () => true,
    signed: () => (!v.from || person.day >= v.from) && (!v.to || person.day <= v.to),
    territory: () =>
      v.place
        ? person.place === v.place
        : town.department_id === v.area ||
          (v.area === 'FR-R84' && ['FR-69', 'FR-38'].includes(town.department_id!)) ||
          v.area === 'FR',
    near: () => distanceKm({ lng: Number(v.lng), lat: Number(v.lat) }, town) <= Number(v.km),
    agrees: () => v.channel === 'news:email' && person.news,
    tag: () => person.tags.includes(v.tag!),
    language: () => person.locale === v.locale,
    origin: () => person.origin === v.origin,
    field: () => v.key === 'couleur' && person.field === v.value,
    audience: () => rules.has(v.audience!) && selects(rules.get(v.audience!)!, person, rules),
  }
  return naive[is]!()
}

const lyon = gazetteerOf(app).find('FR-69123')!
const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.constant({ is: 'supporter', with: {} }),
  fc.record({
    is: fc.constant('signed'),
    with: fc.constantFrom({ from: '2016-03-10' }, { to: '2016-03-12' }, { from: '2016-03-05', to: '2016-03-20' }),
  }) as fc.Arbitrary<Asked>,
  fc
    .constantFrom({ area: 'FR-69' }, { area: 'FR-R84' }, { area: 'FR' }, { place: 'FR-38185' })
    .map((where) => ({ is: 'territory', with: { where: 'x', ...where } as unknown as Record<string, string> })),
  fc
    .constantFrom('5', '20', '100', '400')
    .map((km) => ({ is: 'near', with: { where: 'Lyon', km, lng: String(lyon.lng), lat: String(lyon.lat) } })),
  fc.constantFrom('news:email', 'calls:sms').map((channel) => ({ is: 'agrees', with: { channel } })),
  fc.constantFrom('salle', 'voiture', 'rien').map((tag) => ({ is: 'tag', with: { tag } })),
  fc.constantFrom('fr', 'en', 'es').map((locale) => ({ is: 'language', with: { locale } })),
  fc.constantFrom('signature', 'import').map((origin) => ({ is: 'origin', with: { origin } })),
  fc.constantFrom('rouge', 'vert', 'bleu').map((value) => ({ is: 'field', with: { key: 'couleur', value } })),
)
const rule: fc.Arbitrary<Rule> = fc.letrec<{ node: Node; rule: Rule }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, asked, tie('rule')),
  rule: fc.record({ op: fc.constantFrom('all', 'any', 'none'), of: fc.array(tie('node'), { maxLength: 4 }) }),
})).rule

describe('a rule', () => {
  test('selects whom it says, counts as many as it lists, on random trees', async () => {
    const known = await file()
    await fc.assert(
      fc.asyncProperty(rule, async (one) => {
        const listed = (await listAudience(read, app, { rule: one, scope: 'everywhere', limit: 1000 })).map(({ id }) => id)
        const expected = known.filter((person) => selects(one, person, new Map())).map(({ id }) => id)
        expect(listed.toSorted()).toEqual(expected.toSorted())
        expect(await countAudience(read, app, { rule: one, scope: 'everywhere' })).toBe(expected.length)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  test('a territory is never left, whatever the rule says', async () => {
    const known = await file()
    const rhone = new Set(known.filter(({ place }) => place.startsWith('FR-69')).map(({ id }) => id))
    await fc.assert(
      fc.asyncProperty(rule, async (one) => {
        const listed = await listAudience(read, app, { rule: one, scope: ['FR-69'], limit: 1000 })
        for (const { id } of listed) expect(rhone.has(id)).toBe(true)
        expect(await countAudience(read, app, { rule: one, scope: ['FR-69'] })).toBe(listed.length)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  test('a person under restriction is in no audience', async () => {
    const [first] = await file()
    await rows('update person set restricted_at = now() where id = $1', [first!.id])
    expect(await countAudience(read, app, { rule: { op: 'all', of: [] }, scope: 'everywhere' })).toBe(59)
    expect(await countAudience(read, app, { rule: { op: 'none', of: [] }, scope: 'everywhere' })).toBe(59)
  })

  test('an address that bounces, or is wrong, reaches nobody', async () => {
    const ids = await addSupporters(
      program,
      ['unknown', 'good', 'bad', 'bouncing', 'bouncing'].map((given_name) => ({ given_name, family_name: 'X' })),
    )
    await rows('update contact_point set quality = p.given_name from person p where p.id = person_id')
    // The last one has a second address, which works; and nobody has a number.
    await rows(
      "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'email', 'other@example.org', now())",
      [ids[4]],
    )
    const reached = async (kind: string) =>
      (
        await listAudience(read, program.app, {
          rule: { op: 'all', of: [{ is: 'has', with: { kind } }] },
          scope: 'everywhere',
          limit: 9,
        })
      ).map(({ id }) => id)
    expect((await reached('email')).toSorted()).toEqual([ids[0]!, ids[1]!, ids[4]!].toSorted())
    expect(await reached('phone')).toEqual([])
    await rows("update contact_point set kind = 'phone'")
    expect(await reached('phone')).toHaveLength(3)
  })

  test('who is in a group, who said something lately, whom somebody brought', async () => {
    const [ana, bea, cid] = await addSupporters(
      program,
      ['Ana', 'Bea', 'Cid'].map((given_name) => ({ given_name, family_name: 'X' })),
    )
    await found(program, [ana!])
    await rows('update person set recruited_by = $1 where id = $2', [ana, cid])
    await rows("update consent set collected_at = '2016-03-10 23:30+00' where person_id = $1", [bea])
    await rows("update consent set collected_at = '2016-03-20' where person_id <> $1", [bea])
    const who = async (is: string, values: Record<string, string>) =>
      (
        await listAudience(read, program.app, { rule: { op: 'all', of: [{ is, with: values }] }, scope: 'everywhere', limit: 9 })
      ).map(({ id }) => id)
    expect(await who('grouped', { grouped: 'in' })).toEqual([ana])
    expect((await who('grouped', { grouped: 'out' })).toSorted()).toEqual([bea!, cid!].toSorted())
    expect(await who('active', { from: '2016-03-01', to: '2016-03-10' })).toEqual([bea])
    expect(await who('active', { to: '2016-03-09' })).toEqual([])
    expect((await who('active', { from: '2016-03-11' })).toSorted()).toEqual([ana!, cid!].toSorted())
    expect(await who('recruited', { person: ana! })).toEqual([cid])
  })

  test('adding and removing nodes gives back the same tree', () => {
    fc.assert(
      fc.property(rule, asked, (one, node) => {
        const added = withAdded(one, '', node)
        expect(nodeAt(added, String(one.of.length))).toEqual(node)
        expect(withRemoved(added, String(one.of.length))).toEqual(one)
      }),
    )
  })

  test('what a form sends, whatever it is, is read to a rule or to errors', async () => {
    const name = fc.stringMatching(/^r(\.\d){0,7}\.(op|is|with\.(tag|from|to|where|km|channel|locale|key|value|audience))$/)
    const value = fc.oneof(
      fc.constantFrom('all', 'any', 'none', 'tag', 'signed', 'near', 'audience', 'field'),
      fc.string({ unit: 'binary', maxLength: 30 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, value), async (sent) => {
        const answer = await readRule(app, treeOf(sent), 'everywhere')
        if ('rule' in answer) await countAudience(read, app, { rule: answer.rule, scope: 'everywhere' })
      }),
      { numRuns: 200 },
    )
  })
})

describe('audiences in audiences', () => {
  const inside = (audience: string): Rule => ({ op: 'all', of: [{ is: 'audience', with: { audience } }] })

  test('a cycle is seen however long', () => {
    const rules = new Map([
      ['a', inside('b')],
      ['b', inside('c')],
      ['c', inside('a')],
      ['d', inside('a')],
    ])
    expect(isCyclic('a', rules)).toBe(true)
    expect(isCyclic('d', rules)).toBe(false)
  })

  test('one stands on another, and follows it when it changes', async () => {
    await file()
    const member = await staffMember(program, 'staff')
    const save = async (path: string, fields: Record<string, string>) =>
      (await member.post(path, { act: 'save', 'r.op': 'all', ...fields })).headers.location!
    const news = (await save('/staff/audiences/new', { name: 'Nouvelles', 'r.0.is': 'agrees', 'r.0.with.channel': 'news:email' }))
      .split('/')
      .at(-1)!
    const others = await save('/staff/audiences/new', {
      name: 'Les autres',
      'r.op': 'none',
      'r.0.is': 'audience',
      'r.0.with.audience': news,
    })
    expect((await member.get(others)).body).toContain('30 personnes')
    await save(`/staff/audiences/${news}/edit`, { name: 'Nouvelles', 'r.0.is': 'language', 'r.0.with.locale': 'fr' })
    expect((await member.get(others)).body).toContain('40 personnes')
    // And cannot stand on what stands on it.
    const id = others.split('/').at(-1)!
    const refused = await member.post(`/staff/audiences/${news}/edit`, {
      act: 'save',
      name: 'Nouvelles',
      'r.op': 'all',
      'r.0.is': 'audience',
      'r.0.with.audience': id,
    })
    expect(refused.statusCode).toBe(409)
    expect((await member.post(`/staff/audiences/${news}/removal`)).statusCode).toBe(409)
    expect((await member.post(`/staff/audiences/${id}/removal`)).statusCode).toBe(303)
  })

  test('two who save at once cannot make a cycle together', async () => {
    const member = await staffMember(program, 'staff')
    const save = (path: string, name: string, on?: string) =>
      member.post(path, {
        act: 'save',
        name,
        'r.op': 'all',
        ...(on ? { 'r.0.is': 'audience', 'r.0.with.audience': on } : { 'r.0.is': 'supporter' }),
      })
    const [a, b] = await Promise.all(
      ['A', 'B'].map(async (name) => (await save('/staff/audiences/new', name)).headers.location!.split('/').at(-1)!),
    )
    const answers = await Promise.all([save(`/staff/audiences/${a}/edit`, 'A', b), save(`/staff/audiences/${b}/edit`, 'B', a)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409])
  })
})

describe('a question whose room is off', () => {
  const off: Node = { is: 'gone', with: { since: '2015' } }
  const everyone: Node = { is: 'supporter', with: {} }

  async function saved(name: string, rule: Rule): Promise<string> {
    const [row] = await rows<{ id: string }>(
      'insert into audience (id, name, rule, created_at, updated_at) values (gen_random_uuid(), $1, $2, now(), now()) returning id',
      [name, JSON.stringify(rule)],
    )
    return row!.id
  }

  test('selects nobody, wherever in a rule it stands, and the page says so', async () => {
    await file()
    const inner = await saved('Dedans', { op: 'all', of: [off] })
    const rules: Rule[] = [
      { op: 'all', of: [off] },
      { op: 'any', of: [everyone, off] },
      { op: 'none', of: [off] },
      { op: 'all', of: [everyone, { op: 'none', of: [off] }] },
      { op: 'none', of: [{ is: 'audience', with: { audience: inner } }] },
    ]
    const member = await staffMember(program, 'staff')
    for (const [n, one] of rules.entries()) {
      expect(await countAudience(read, app, { rule: one, scope: 'everywhere' })).toBe(0)
      expect(await listAudience(read, app, { rule: one, scope: 'everywhere', limit: 10 })).toEqual([])
      const page = await member.get(`/staff/audiences/${await saved(`Audience ${n}`, one)}`)
      expect(page.body).toContain('l’audience ne désigne personne')
    }
    expect(await countAudience(read, app, { rule: { op: 'any', of: [everyone] }, scope: 'everywhere' })).toBe(60)
  })

  test('stays in the form, is told there, and must go before the audience is saved', async () => {
    const member = await staffMember(program, 'staff')
    const path = `/staff/audiences/${await saved('Ancienne', { op: 'all', of: [off, everyone] })}/edit`
    const page = await member.get(path)
    expect(page.body).toContain('hors service')
    expect(page.body).toContain('name="r.0.with.since" value="2015"')
    const fields = { name: 'Ancienne', 'r.op': 'all', 'r.0.is': 'gone', 'r.1.is': 'supporter' }
    expect((await member.post(path, { act: 'save', ...fields })).statusCode).toBe(422)
    expect((await member.post(path, { act: 'remove:0', ...fields })).body).not.toContain('hors service')
    const without = { act: 'save', name: 'Ancienne', 'r.op': 'all', 'r.0.is': 'supporter' }
    expect((await member.post(path, without)).statusCode).toBe(303)
  })
})

describe('the page', () => {
  test('is built without a script, button by button, and reads back as a sentence with an exact count', async () => {
    await file()
    const member = await staffMember(program, 'staff')
    const path = '/staff/audiences/new'
    const added = await member.post(path, { act: 'add:', 'new.': 'tag', 'r.op': 'all' })
    expect(added.body).toContain('name="r.0.with.tag"')
    const grouped = await member.post(path, { act: 'group:', 'r.op': 'all', 'r.0.is': 'tag', 'r.0.with.tag': 'salle' })
    expect(grouped.body).toContain('name="r.1.op"')
    const inner = await member.post(path, {
      act: 'add:1',
      'new.1': 'language',
      'r.op': 'all',
      'r.0.is': 'tag',
      'r.0.with.tag': 'salle',
      'r.1.op': 'any',
    })
    expect(inner.body).toContain('name="r.1.0.with.locale"')
    const whole = {
      name: 'Salles',
      'r.op': 'all',
      'r.0.is': 'tag',
      'r.0.with.tag': 'salle',
      'r.1.op': 'any',
      'r.1.0.is': 'language',
      'r.1.0.with.locale': 'fr',
    }
    const counted = await member.post(path, { act: 'count', ...whole })
    expect(counted.body).toMatch(/portent l’étiquette «.salle.» et lisent en français/)
    expect(counted.body).toContain('5 personnes')
    const saved = await member.post(path, { act: 'save', ...whole })
    expect((await member.get(saved.headers.location!)).body).toContain('5 personnes')
  })

  test('says all that is wrong at once, next to its field', async () => {
    const member = await staffMember(program, 'staff')
    const answer = await member.post('/staff/audiences/new', {
      act: 'save',
      'r.op': 'all',
      'r.0.is': 'near',
      'r.0.with.where': 'Atlantis',
      'r.1.is': 'signed',
    })
    expect(answer.statusCode).toBe(422)
    for (const field of ['field-name-error', 'field-r-0-with-where-error', 'field-r-1-with-from-error'])
      expect(answer.body).toContain(field)
  })

  test('a coordinator sees of an audience what lies in her territory', async () => {
    await file()
    const member = await staffMember(program, 'staff')
    const saved = await member.post('/staff/audiences/new', { act: 'save', name: 'Tous', 'r.op': 'all', 'r.0.is': 'supporter' })
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
    expect((await coordinator.get(saved.headers.location!)).body).toContain('12 personnes')
  })

  test('a coordinator changes what she made, and learns of nobody outside her territory', async () => {
    await addSupporters(program, [
      { given_name: 'Aline', family_name: 'Ailleurs', email: 'aline@example.org', place: 'FR-69123' },
    ])
    const member = await staffMember(program, 'staff')
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
    const fields = { act: 'save', name: 'Tous', 'r.op': 'all', 'r.0.is': 'supporter' }
    const theirs = (await member.post('/staff/audiences/new', fields)).headers.location!
    expect((await coordinator.post(`${theirs}/edit`, fields)).statusCode).toBe(403)
    expect((await coordinator.post(`${theirs}/removal`)).statusCode).toBe(403)
    const ask = async (email: string) =>
      (
        await coordinator.post('/staff/audiences/new', {
          act: 'count',
          name: 'x',
          'r.op': 'all',
          'r.0.is': 'recruited',
          'r.0.with.email': email,
        })
      ).body.replaceAll(email, '')
    expect(await ask('aline@example.org')).toBe(await ask('nobody@example.org'))
  })

  test('audiences that double one another without end are refused', async () => {
    const member = await staffMember(program, 'staff')
    let on: string | undefined
    let status = 303
    for (let level = 0; level < 12 && status === 303; level++) {
      const twice: Record<string, string> = on
        ? { 'r.0.is': 'audience', 'r.0.with.audience': on, 'r.1.is': 'audience', 'r.1.with.audience': on }
        : { 'r.0.is': 'supporter' }
      const saved = await member.post('/staff/audiences/new', { act: 'save', name: `n${level}`, 'r.op': 'any', ...twice })
      status = saved.statusCode
      on = saved.headers.location?.split('/').at(-1)
    }
    expect(status).toBe(409)
  })

  test('makes the same queries however many it selects', async () => {
    const member = await staffMember(program, 'staff')
    const saved = (await member.post('/staff/audiences/new', { act: 'save', name: 'Tous', 'r.op': 'all', 'r.0.is': 'supporter' }))
      .headers.location!
    const few = await countQueries(program, () => member.get(saved))
    await file()
    expect(await countQueries(program, () => member.get(saved))).toBe(few)
  })
})
