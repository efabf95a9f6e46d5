import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { gazetteerOf } from '#territories'
import { distance, nameKeys, slipsOf } from '#platform/text/names'
import { findPeople } from './queries/find.ts'
import { interpret } from './rules.ts'

const program = await useProgram()
const { app, rows } = program
const LYON = 'FR-69123'
const GRENOBLE = 'FR-38185'

async function file() {
  const [zoe, jean, marie, amina] = await addSupporters(program, [
    { given_name: 'Zoé', family_name: 'D’Alméida', email: 'zoe@example.org', place: LYON },
    { given_name: 'Jean-Baptiste', family_name: 'Dupont', place: LYON },
    { given_name: 'Marie', family_name: 'Dupont-Leroy', place: GRENOBLE },
    { given_name: 'Amina', family_name: 'Haddad', place: GRENOBLE },
  ])
  return { zoe, jean, marie, amina }
}

const find = (typed: string, scope: 'everywhere' | string[] = 'everywhere') =>
  findPeople(app.database.read, gazetteerOf(app), { typed, country: 'FR', scope, limit: 25 })
const idsOf = async (typed: string, scope?: string[]) => (await find(typed, scope)).found.map(({ id }) => id)

describe('searching', () => {
  test.each([
    ['zoe', 'zoe'],
    ['ZOÉ', 'zoe'],
    ['dalmeida', 'zoe'],
    ['d almeida', 'zoe'],
    ['d’alméida zoé', 'zoe'],
    ['zoe d almeida', 'zoe'],
    ['jean baptiste', 'jean'],
    ['baptiste dup', 'jean'],
    ['dupont jean', 'jean'],
    ['leroy marie', 'marie'],
    ['amina hadad', 'amina'],
    ['amnia', 'amina'],
    ['haddda', 'amina'],
    ['zoe@', 'zoe'],
    ['ZOE@Example.org', 'zoe'],
    ['dupont lyon', 'jean'],
    ['dupont grenoble', 'marie'],
  ])('"%s" finds %s', async (typed, who) => {
    const people = await file()
    expect(await idsOf(typed)).toEqual(who ? [people[who as keyof typeof people]] : [])
  })

  test('a town alone finds who lives there, and says so', async () => {
    const { marie, amina } = await file()
    const { found, town } = await find('grenoble')
    expect(new Set(found.map(({ id }) => id))).toEqual(new Set([marie, amina]))
    expect(town).toBe('Grenoble')
  })

  test.each(['0612345678', '06 12 34 56 78', '06.12.34.56.78', '+33 6 12 34 56 78', '0033612345678', '0612', '06 12 34'])(
    'a phone is found by %s',
    async (typed) => {
      const { zoe } = await file()
      await rows(
        "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', '+33612345678', now())",
        [zoe],
      )
      expect(await idsOf(typed)).toEqual([zoe])
    },
  )

  test('nobody comes twice, on no page, and all come', async () => {
    const names = ['Dédé', 'Didier', 'Dora', 'Denis']
    const people = await addSupporters(
      program,
      Array.from({ length: 60 }, (_, n) => ({ given_name: names[n % 4]!, family_name: `Dupré${n}` })),
    )
    const seen: string[] = []
    let cursor: { key: string; id: string } | undefined
    for (;;) {
      const { found } = await findPeople(app.database.read, gazetteerOf(app), {
        typed: 'd',
        country: 'FR',
        scope: 'everywhere',
        limit: 7,
        cursor,
      })
      if (found.length === 0) break
      seen.push(...found.map(({ id }) => id))
      cursor = found.at(-1)
    }
    expect(seen).toHaveLength(60)
    expect(new Set(seen)).toEqual(new Set(people))
  })

  test('who is outside a territory is found by nothing', async () => {
    const { marie } = await file()
    for (const typed of ['', 'marie', 'dupont leroy', 'grenoble', '38000', 'mraie'])
      expect(await idsOf(typed, ['FR-69'])).not.toContain(marie)
    expect(await idsOf('marie', ['FR-38'])).toEqual([marie])
  })

  test('who is under restriction is found by nothing', async () => {
    const { zoe } = await file()
    await rows('update person set restricted_at = now() where id = $1', [zoe])
    for (const typed of ['', 'zoe', 'zoe@', 'lyon']) expect(await idsOf(typed)).not.toContain(zoe)
  })

  test('erasing takes the words of a rare name away, and keeps those that others bear', async () => {
    const { marie } = await file()
    const officer = await staffMember(program, 'data-officer')
    await officer.post(`/staff/people/${marie}/erasure`)
    const words = (await rows<{ word: string }>('select word from name_word')).map(({ word }) => word)
    expect(words).not.toContain('leroy')
    expect(words).toContain('dupont')
    expect(await rows('select 1 from person_key where person_id = $1', [marie])).toHaveLength(0)
  })
})

describe('the page', () => {
  test('a search is posted, so no name stands in an address, and the journal tells how many were seen but not what was typed', async () => {
    await file()
    const member = await staffMember(program, 'staff')
    const page = await member.post('/staff/people', { q: 'dupont' })
    expect(page.body).toContain('Jean-Baptiste Dupont')
    expect(page.body).not.toContain('href="/staff/people?')
    const [row] = await rows<{ count: number; all: string }>(
      "select count, to_jsonb(journal)::text as all from journal where action = 'list' order by seq desc limit 1",
    )
    expect(row!.count).toBe(2)
    expect(row!.all).not.toContain('dupont')
  })

  test('queries stay the same however many are found', async () => {
    const member = await staffMember(program, 'staff')
    await addSupporters(program, [{ given_name: 'Léa', family_name: 'Un' }])
    const one = await countQueries(program, () => member.post('/staff/people', { q: 'lea' }))
    await addSupporters(
      program,
      Array.from({ length: 40 }, (_, n) => ({ given_name: 'Léa', family_name: `N${n}` })),
    )
    expect(await countQueries(program, () => member.post('/staff/people', { q: 'lea' }))).toBe(one)
  })
})

describe('rules', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abcdefghij'), minLength: 4, maxLength: 10 })

  test('one slip is always found', () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'add', 'change', 'swap'), (text, at, slip) => {
        const letters = [...text]
        const i = at % (letters.length - 1)
        if (slip === 'drop') letters.splice(i, 1)
        if (slip === 'add') letters.splice(i, 0, 'z')
        if (slip === 'change') letters[i] = 'z'
        if (slip === 'swap') [letters[i], letters[i + 1]] = [letters[i + 1]!, letters[i]!]
        const typed = letters.join('')
        if (typed.length < 4) return
        expect(slipsOf(typed).some((form) => slipsOf(text).includes(form))).toBe(true)
        expect(distance(typed, text)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('any run of a name’s words, family name first or last, begins one of its keys', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (words, from, length) => {
        const keys = nameKeys({ given_name: words[0]!, family_name: words.slice(1).join(' ') || null })
        const turned = [...words.slice(from % words.length), ...words.slice(0, from % words.length)]
        const run = turned.slice(0, 1 + (length % words.length)).join(' ')
        expect(keys.some((key) => key.startsWith(run))).toBe(true)
      }),
    )
  })

  test('what is typed never makes an error of the reading', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => void interpret(text, 'FR')))
  })
})
