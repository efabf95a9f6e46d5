import { describe, expect, test } from 'vitest'
import { imported } from '../../../../tests/support/imports.ts'
import { linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import {
  becomeSupporter,
  eraseOneself,
  type Fields,
  oneClick as pressButton,
  postForm,
  signByApi,
} from '../../../../tests/support/signing.ts'
import { addApp, signIn, staffMember } from '../../../../tests/support/staff.ts'
import { leavePath, NEWS, personOfEmail } from '../core/index.ts'
import { hashOf } from '../addresses/index.ts'
import { moveAddress } from '../core/commands/edit.ts'
import { mergePeople } from '../core/commands/merge.ts'
import { takeApart } from '../core/commands/take-apart.ts'
import { erasedAddresses } from '../exports/erased-addresses.ts'
import { whyNotNow } from '../gate/queries.ts'
import { MAILBOX, purposeNamed, recordWords } from '../ledger/index.ts'

/** A couple, and a village, at one mailbox: each acts for herself (decision 14). */
const program = await useProgram({ working: true })
const { app, rows, clock } = program
const { read, transact } = app.database

const BOX = 'famille@example.org'
const sign = (given_name: string, more: Fields = {}) =>
  becomeSupporter(program, { email: BOX, given_name, family_name: 'Roche', consents: { news: true, calls: false }, ...more })
const couple = async () => [await sign('Marie'), await sign('Paul')] as const
const later = () => (clock.now = new Date(clock.now.getTime() + 60_000))
const why = (person: string) => whyNotNow(read, person, { purpose: NEWS, channel: 'email', now: clock.now })
const names = async () =>
  (await rows<{ name: string }>("select given_name || coalesce(' ' || family_name, '') as name from person order by 1")).map(
    ({ name }) => name,
  )
const oneClick = (person: string) => postForm(program, leavePath(app, person, NEWS), { 'List-Unsubscribe': 'One-Click' })
const list = () => rows('select purpose, reason, person_id from suppression order by purpose, person_id')
const PLAIN = 'prénom,nom,email,newsletter'
/** As Action Network writes it: with a no. */
const SAID = 'uuid,first_name,last_name,email,zip_code,can2_phone,can2_user_tags,can2_subscription_status,can2_subscription_date'
const bring = async (lines: string[], header = PLAIN) => {
  const content = `${header}\n${lines.join('\n')}\n`
  const id = await imported(program, await staffMember(program, 'staff'), { name: 'x.csv', content })
  return (await rows<{ counts: object }>('select counts from import where id = $1', [id]))[0]!.counts
}

describe('signing', () => {
  test('by one neither names, moves nor confirms the other, and counts both', async () => {
    const marie = await sign('Marie', { postal_code: '38000' })
    const before = await rows('select to_jsonb(person) - $1::text[] as row from person', [['area_rank']])
    await rows('update contact_point set verified_at = null')
    const paul = await sign('Paul', { consents: { news: false, calls: false } })
    expect(paul).not.toBe(marie)
    expect(await rows('select to_jsonb(person) - $1::text[] as row from person where id = $2', [['area_rank'], marie])).toEqual(
      before,
    )
    expect(
      await rows('select person_id as id, verified_at is not null as proved, claimed from contact_point order by 1'),
    ).toEqual(
      [
        { id: marie, proved: false, claimed: false },
        { id: paul, proved: true, claimed: false },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
    expect([await why(marie), await why(paul)]).toEqual([null, 'never-agreed'])
    expect(await rows("select n from supporter_tally where scope = 'total' and key = 'supporters'")).toEqual([{ n: 2 }])
  })

  test('again changes the one of that name, whoever signed last', async () => {
    const [marie, paul] = await couple()
    expect(await sign('MARIE', { postal_code: '38000', family_name: undefined })).toBe(marie)
    expect(await rows('select id, postal_code from person where postal_code = $1', ['38000'])).toEqual([
      { id: marie, postal_code: '38000' },
    ])
    await sign('P.', { postal_code: '69001' })
    expect(await rows('select given_name, postal_code from person where id = $1', [paul])).toEqual([
      { given_name: 'Paul', postal_code: '69001' },
    ])
    expect(await names()).toEqual(['MARIE', 'Paul Roche'])
  })

  test('with a new family name, alone at her mailbox, is her; a claim that was written there waits for whom it names', async () => {
    const marie = await sign('Marie')
    expect(await sign('Marie', { family_name: 'Blanc' })).toBe(marie)
    const member = await staffMember(program, 'staff')
    const [zoe] = await rows<{ id: string }>(
      "insert into person (id, given_name, locale, country, created_at, updated_at) values (gen_random_uuid(), 'Zoé', 'fr', 'FR', now(), now()) returning id",
    )
    await member.post(`/staff/people/${zoe!.id}/points`, { value: BOX })
    await sign('Marie')
    // She has no other mailbox: who shares it is not for Marie to say.
    expect(await rows('select claimed from contact_point where person_id = $1', [zoe!.id])).toEqual([{ claimed: true }])
    expect((await member.get(`/staff/people/${zoe!.id}`)).body).toContain('aussi à une autre personne')
  })
})

describe('leaving', () => {
  test('is of her who leaves; the other goes on', async () => {
    const [marie, paul] = await couple()
    await postForm(program, leavePath(app, marie, NEWS), { purpose: 'news' })
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', null])
    expect(await list()).toEqual([{ purpose: 'news', reason: 'withdrawn', person_id: marie }])
  })

  test('by the button of a mail program is of the mailbox, and binds both; one who agrees again is bound no more, the other is', async () => {
    const [marie, paul] = await couple()
    later()
    expect((await oneClick(marie)).statusCode).toBe(200)
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', 'left-alone'])
    later()
    await sign('Marie')
    expect([await why(marie), await why(paul)]).toEqual([null, 'left-alone'])
    await sign('Paul')
    expect([await why(marie), await why(paul)]).toEqual([null, null])
  })

  test('by the button of a mail is of the mailbox for whatever the mail was of, also where a no is kept of nobody’s address', async () => {
    const [marie, paul] = await couple()
    const weekly = purposeNamed(app, 'weekly')!
    expect(weekly.leavesAlone).toBe(false)
    const said = { purpose: weekly, action: 'given', locale: 'fr', asked_at: null, wording_id: 'x', wording_text: 'x' } as const
    await transact((tx) =>
      recordWords(
        tx,
        [marie, paul].map((person_id) => ({ person_id, ...said })),
        { method: 'web', source: 'weekly', evidence: null, now: clock.now },
      ),
    )
    const whyWeekly = (person: string) => whyNotNow(read, person, { purpose: weekly, channel: 'email', now: clock.now })
    expect([await whyWeekly(marie), await whyWeekly(paul)]).toEqual([null, null])
    later()
    await postForm(program, leavePath(app, marie, weekly), { 'List-Unsubscribe': 'One-Click' })
    expect([await whyWeekly(marie), await whyWeekly(paul)]).toEqual(['withdrawn', 'left-alone'])
    expect([await why(marie), await why(paul)]).toEqual([null, null])
  })

  test('where she alone reads it, stops nobody but her: who comes later by a file stays bound, who signs does not', async () => {
    const marie = await sign('Marie')
    later()
    await oneClick(marie)
    later()
    expect(await bring([`Paul,Roche,${BOX},oui`])).toEqual({ created: 1 })
    const paul = await personOfEmail(read, BOX, 'Paul')
    expect(await why(paul!)).toBe('never-agreed')
    later()
    expect(await sign('Paul')).toBe(paul)
    expect([await why(marie), await why(paul!)]).toEqual(['withdrawn', null])
  })

  test('has a choice for all who read the mailbox, where there are others', async () => {
    const [marie, paul] = await couple()
    const path = leavePath(app, marie)
    const page = (await program.server.inject(path)).body
    expect(page).toContain(`Plusieurs personnes lisent ${BOX}`)
    expect(page).toContain('value="mailbox"')
    later()
    expect((await postForm(program, path, { purpose: 'mailbox' })).statusCode).toBe(200)
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', 'left-alone'])
    const alone = await becomeSupporter(program, { email: 'ana@example.org', given_name: 'Ana' })
    expect((await program.server.inject(leavePath(app, alone))).body).not.toContain('value="mailbox"')
  })

  test('of a mailbox is told to the other on her own page, where she agrees again', async () => {
    const [marie, paul] = await couple()
    await oneClick(marie)
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: paul, next: '/me' })
    expect((await browser.get('/me')).body).toContain('Quelqu’un qui lit cette adresse a demandé')
    later()
    await browser.post('/me/consents', { purpose: 'news', wanted: 'yes' })
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', null])
    expect((await browser.get('/me')).body).not.toContain('Quelqu’un qui lit cette adresse a demandé')
  })

  test('from one of several mailboxes says nothing for those who share another', async () => {
    const [marie, paul] = await couple()
    await rows(
      "insert into contact_point (id, person_id, kind, value, created_at, verified_at) values (gen_random_uuid(), $1, 'email', 'marie@example.org', now(), now())",
      [marie],
    )
    await oneClick(marie)
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', null])
  })
})

describe('erasing one', () => {
  test('leaves the other, her agreements, her account, and what she has just signed', async () => {
    const [marie, paul] = await couple()
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: marie })
    for (const given_name of ['Marie', 'Paul']) await signByApi(program, { email: BOX, given_name, postal_code: '38000' })
    const account = () => rows('select id from account where email = $1', [BOX])
    const before = await account()
    await browser.post('/me/erasure')
    expect(await names()).toEqual(['Paul Roche'])
    expect([before.length, await account()]).toEqual([1, before])
    expect(await rows('select given_name from signature')).toEqual([{ given_name: 'Paul' }])
    expect(await why(paul)).toBe(null)
    expect((await browser.get('/me')).statusCode).toBe(303)
    expect((await (await signIn(program, BOX)).get('/me')).body).toContain('Paul')
    expect(await list()).toEqual([{ purpose: 'news', reason: 'erased', person_id: marie }])
    await (await signIn(program, BOX)).post('/me/erasure')
    expect(await rows('select 1 from account where email = $1', [BOX])).toEqual([])
  })

  test('no file brings her back under any name; who stands there is found, who signs is welcome', async () => {
    const [marie] = await couple()
    await eraseOneself(program, marie)
    later()
    expect(
      await bring([
        `Marie,Roche,${BOX},oui`,
        `MARIE,ROCHE,<${BOX.toUpperCase()}>,oui`,
        `Mimi,Roche,${BOX},oui`,
        `Paul,Roche,${BOX},`,
        `,,${BOX},oui`,
      ]),
    ).toEqual({ refused: 3, unchanged: 2 })
    expect(await names()).toEqual(['Paul Roche'])
    later()
    const again = await sign('Marie')
    expect(again).not.toBe(marie)
    expect(await why(again)).toBe(null)
  })

  test('a staff member who erases one leaves the account to the other, until the last goes', async () => {
    const [marie, paul] = await couple()
    await signIn(program, BOX)
    const officer = await staffMember(program, 'data-officer')
    await officer.post(`/staff/people/${marie}/erasure`)
    expect(await rows('select 1 from account where email = $1', [BOX])).toHaveLength(1)
    await officer.post(`/staff/people/${paul}/erasure`)
    expect(await rows('select 1 from account where email = $1', [BOX])).toEqual([])
  })
})

describe('a file', () => {
  test('brings a couple as two, whatever came before, and a second time finds both', async () => {
    const lines = [`Marie,Roche,${BOX},oui`, `Paul,Roche,${BOX},oui`]
    expect(await bring(lines)).toEqual({ created: 2 })
    expect(await names()).toEqual(['Marie Roche', 'Paul Roche'])
    expect(await bring(lines)).toEqual({ unchanged: 2 })
    const [marie, paul] = [await personOfEmail(read, BOX, 'Marie'), await personOfEmail(read, BOX, 'Paul')]
    expect([await why(marie!), await why(paul!)]).toEqual([null, null])
  })

  test('a no of the one and a yes of the other, in one file and in any order', async () => {
    for (const order of [
      [',Marie,Roche,unsubscribed', ',Paul,Roche,subscribed'],
      [',Paul,Roche,subscribed', ',Marie,Roche,unsubscribed'],
    ]) {
      await rows('delete from person')
      await rows('delete from suppression')
      const lines = order.map((line) => line.replace('Roche,', `Roche,${BOX},,,,`))
      expect(await bring(lines, SAID)).toEqual({ created: 2 })
      const who = async (given_name: string) => (await personOfEmail(read, BOX, given_name))!
      expect([await why(await who('Marie')), await why(await who('Paul'))]).toEqual(['withdrawn', null])
      later()
    }
  })

  test('a no of the one and a yes of the other stay each their own, however far apart they stand in the file', async () => {
    const others = Array.from({ length: 450 }, (_, n) => `${n},P${n},Roche,p${n}@example.org,,,,subscribed,2016-01-05`)
    const [no, yes] = [`m,Marie,Roche,${BOX},,,,unsubscribed,`, `p,Paul,Roche,${BOX},,,,subscribed,2016-01-05`]
    await bring([no, ...others, yes], SAID)
    const [marie, paul] = [await personOfEmail(read, BOX, 'Marie'), await personOfEmail(read, BOX, 'Paul')]
    expect([await why(marie!), await why(paul!)]).toEqual(['withdrawn', null])
  })

  test('an address without a name is that of all who hold it: its no binds them, its yes is nobody’s', async () => {
    const [marie, paul] = await couple()
    later()
    expect(await bring([`,,${BOX},oui`])).toEqual({ refused: 1 })
    expect([await why(marie), await why(paul)]).toEqual([null, null])
    expect(await bring([`,,,${BOX},,,,unsubscribed`], SAID)).toEqual({ refused: 1 })
    expect([await why(marie), await why(paul)]).toEqual(['left-alone', 'left-alone'])
    expect(await list()).toEqual([{ purpose: 'news', reason: 'withdrawn', person_id: MAILBOX }])
  })

  test('a no without a name is of the mailbox also where one holds it alone, and for whom the same file brings there', async () => {
    const marie = await sign('Marie')
    later()
    await bring([`,,,${BOX},,,,unsubscribed,`, `b,Paul,Roche,${BOX},,,,subscribed,2016-01-05`], SAID)
    const paul = await personOfEmail(read, BOX, 'Paul')
    expect([await why(marie), await why(paul!)]).toEqual(['withdrawn', 'never-agreed'])
    expect(await list()).toEqual([{ purpose: 'news', reason: 'withdrawn', person_id: MAILBOX }])
  })

  test('brings a village at its one mailbox, two of one given name as well; a name that leaves several open changes nobody', async () => {
    const village = Array.from(
      { length: 120 },
      (_, n) => `Prénom${n % 60},Nom${'abc'[n % 2]!.repeat(6)}${n},mairie@example.org,oui`,
    )
    expect(await bring(village)).toEqual({ created: 120 })
    expect(await bring(village)).toEqual({ unchanged: 120 })
    expect(await bring(['Prénom7,,mairie@example.org,oui'])).toEqual({ refused: 1 })
    expect(await rows('select count(distinct family_name)::int as n from person')).toEqual([{ n: 120 }])
  })

  test('what is known of a mailbox is known of all who hold it, and of whoever comes', async () => {
    const [marie, paul] = await couple()
    const member = await staffMember(program, 'staff')
    const [point] = await rows<{ id: string }>('select id from contact_point where person_id = $1', [marie])
    await member.post(`/staff/people/${marie}/points/${point!.id}`, { quality: 'bouncing' })
    expect([await why(marie), await why(paul)]).toEqual(['bad-address', 'bad-address'])
    await bring([`Ana,Roche,${BOX},oui`])
    expect(await rows('select distinct quality from contact_point')).toEqual([{ quality: 'bouncing' }])
  })
})

describe('signing in', () => {
  test('asks which of them it is before any page of a person, and remembers it for that session alone', async () => {
    const [marie, paul] = await couple()
    const browser = await signIn(program, BOX)
    const asked = await browser.get('/me')
    expect([asked.statusCode, asked.headers.location]).toEqual([303, '/which-of-you?next=%2Fme'])
    const page = (await browser.get(asked.headers.location!)).body
    for (const name of ['Marie Roche', 'Paul Roche', 'Aucune de ces personnes']) expect(page).toContain(name)
    expect((await browser.post('/which-of-you', { person: paul, next: '/me' })).headers.location).toBe('/me')
    expect((await browser.get('/me')).body).toContain('Vous êtes ici pour Paul')
    const second = await signIn(program, BOX)
    await second.post('/which-of-you', { person: marie })
    expect((await second.get('/me')).body).toContain('Vous êtes ici pour Marie')
    expect((await browser.get('/me')).body).toContain('Vous êtes ici pour Paul')
  })

  test('keeps her through a second factor; nobody of them is an answer too', async () => {
    const [marie] = await couple()
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: marie })
    await addApp(browser)
    expect((await browser.get('/me')).body).toContain('Vous êtes ici pour Marie')
    await browser.post('/which-of-you', { person: 'none', next: '/account' })
    expect((await browser.get('/account')).statusCode).toBe(200)
    expect((await browser.get('/me')).body).toContain('Aucune fiche ne porte cette adresse')
  })

  test('never for somebody who does not hold that mailbox, nor longer than she does', async () => {
    const [marie, paul] = await couple()
    const ana = await becomeSupporter(program, { email: 'ana@example.org', given_name: 'Ana' })
    const browser = await signIn(program, BOX)
    expect((await browser.post('/which-of-you', { person: ana })).statusCode).toBe(422)
    expect((await browser.post('/which-of-you', { person: crypto.randomUUID() })).statusCode).toBe(422)
    expect((await browser.post('/which-of-you', { person: 'all' })).statusCode).toBe(422)
    await rows('update account_session set person_id = $1', [ana])
    expect((await browser.get('/me')).headers.location).toContain('/which-of-you')
    await browser.post('/which-of-you', { person: marie })
    await rows('delete from contact_point where person_id = $1', [marie])
    // Who is gone is nobody else now, also where one is left.
    expect((await browser.get('/me')).headers.location).toContain('/which-of-you')
    expect((await browser.get('/which-of-you')).body).toContain('Paul Roche')
    const hers = await signIn(program, 'ana@example.org')
    await rows('update account_session set person_id = $1', [paul])
    expect((await hers.get('/me')).headers.location).toContain('/which-of-you')
  })

  test('what she did not decide yet, no act decides for her: a form of a person leads to the question', async () => {
    const [marie, paul] = await couple()
    const browser = await signIn(program, BOX)
    const answer = await browser.post('/me/consents', { purpose: 'news', wanted: 'no' })
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/which-of-you'])
    expect((await browser.post('/me/erasure')).headers.location).toBe('/which-of-you')
    expect([await why(marie), await why(paul)]).toEqual([null, null])
    const signOut = await browser.post('/sign-out')
    expect(signOut.headers.location).toBe('/')
  })

  test('one who moves her account to another mailbox leaves the other where he is', async () => {
    const [marie, paul] = await couple()
    await postForm(program, leavePath(app, marie, NEWS), { purpose: 'news' })
    later()
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: marie })
    await browser.post('/account/address', { email: 'marie@example.org' })
    const mail = await until(
      async () =>
        (await program.mails()).find(({ to, subject }) => to?.[0]?.address === 'marie@example.org' && /\d{4}/.test(subject!)),
      'the code',
    )
    await browser.post('/account/address/code', { code: mail.subject!.match(/\d{4} \d{4}/)![0] })
    expect(await rows('select person_id, value from contact_point order by value')).toEqual([
      { person_id: paul, value: BOX },
      { person_id: marie, value: 'marie@example.org' },
    ])
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', null])
    expect((await browser.get('/me')).body).toContain('Marie')
    expect((await (await signIn(program, BOX)).get('/me')).body).toContain('Paul')
  })
})

describe('what an attack found', () => {
  test('a window of hers that is still open when she is gone acts for nobody else', async () => {
    const [marie, paul] = await couple()
    const [a, b] = [await signIn(program, BOX), await signIn(program, BOX)]
    for (const one of [a, b]) await one.post('/which-of-you', { person: marie })
    await a.post('/me/erasure')
    for (const path of ['/me/erasure', '/me/consents']) await b.post(path, { purpose: 'news', wanted: 'no' })
    expect([await names(), await why(paul)]).toEqual([['Paul Roche'], null])
  })

  test('nor does a page that was drawn for her, once another window says that it is somebody else', async () => {
    const [marie, paul] = await couple()
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: marie })
    const acts = [...(await browser.get('/me')).body.matchAll(/action="([^"]*)"/g)]
      .map(([, action]) => action!)
      .filter((one) => one.includes('/me/'))
    expect(acts.length).toBeGreaterThan(5)
    await browser.post('/which-of-you', { person: paul })
    for (const act of acts) {
      const fields = {
        purpose: 'news',
        wanted: 'no',
        days: '30',
        restricted: 'true',
        phone: '0612345678',
        given_name: 'Eve',
        country: 'FR',
        locale: 'fr',
      }
      expect((await browser.post(act, fields)).headers.location, act).toContain('/which-of-you')
    }
    expect([await names(), await why(paul), await why(marie)]).toEqual([['Marie Roche', 'Paul Roche'], null, null])
  })

  test('an account that speaks for none of them, or for one who is gone, takes nobody along when it moves', async () => {
    const move = async (speaksFor: string, to: string, before?: () => Promise<unknown>) => {
      const browser = await signIn(program, BOX)
      await browser.post('/which-of-you', { person: speaksFor })
      await browser.post('/account/address', { email: to })
      const mail = await until(
        async () => (await program.mails()).find((one) => one.to?.[0]?.address === to && /\d{4}/.test(one.subject!)),
        'the code',
      )
      await before?.()
      await browser.post('/account/address/code', { code: mail.subject!.match(/\d{4} \d{4}/)![0] })
    }
    const marie = await sign('Marie')
    await move('none', 'other@example.org')
    expect(await rows('select person_id, value from contact_point')).toEqual([{ person_id: marie, value: BOX }])
    const paul = await sign('Paul')
    await move(marie, 'marie@example.org', () => eraseOneself(program, marie))
    expect(await rows('select person_id, value from contact_point')).toEqual([{ person_id: paul, value: BOX }])
  })

  test('a longer given name is somebody else, and an initial takes no name away', async () => {
    const jean = await sign('Jean')
    await postForm(program, leavePath(app, jean, NEWS), { purpose: 'news' })
    later()
    await sign('Jean-Pierre')
    expect([await why(jean), await names()]).toEqual(['withdrawn', ['Jean Roche', 'Jean-Pierre Roche']])
    expect(await bring([`Marie,Roche,${BOX},oui`, `Marie-Claire,Roche,${BOX},oui`, `M.,Roche,${BOX},oui`])).toMatchObject({
      created: 2,
    })
    expect(await names()).toEqual(['Jean Roche', 'Jean-Pierre Roche', 'Marie Roche', 'Marie-Claire Roche'])
  })

  test('two who have one name now: nobody is left without a mailbox, however often she signs', async () => {
    const [, mimi] = [await sign('Marie'), await sign('Mimi')]
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: mimi })
    await browser.post('/me/details', {
      given_name: 'Marie',
      family_name: 'Roche',
      locale: 'fr',
      country: 'FR',
      postal_code: '69003',
    })
    for (const postal_code of ['69001', '69002']) await sign('Marie', { postal_code })
    expect(await names()).toEqual(['Marie Roche', 'Marie Roche'])
    expect(await rows("select n from supporter_tally where key = 'supporters'")).toEqual([{ n: 2 }])
  })

  test('a couple in one record, written in one cell and in two, is one row, and its file comes to an end', async () => {
    expect(await bring([`Marie et Paul,Dupont,${BOX},oui`, `Dupont Marie et Paul,,${BOX},oui`])).toEqual({
      created: 1,
      unchanged: 1,
    })
  })

  test('a no is kept where its row also names an address of somebody who was erased, and the row is not refused', async () => {
    const marie = await sign('Marie', { phone: '04 76 00 00 01', consents: { news: true, calls: true } })
    const paul = await sign('Paul')
    await eraseOneself(program, marie)
    later()
    expect(await bring([`,Paul,Roche,${BOX},,0476000001,,unsubscribed`], SAID)).toEqual({ unchanged: 1 })
    expect(await why(paul)).toBe('withdrawn')
    expect(await rows("select 1 from contact_point where kind = 'phone'")).toEqual([])
  })

  test('a name that leaves two open says no for each of them, and for nobody else', async () => {
    const [jean, julie, marie] = [await sign('Jean'), await sign('Julie'), await sign('Marie')]
    later()
    await bring([`,J.,Roche,${BOX},,,,unsubscribed`], SAID)
    expect([await why(jean), await why(julie), await why(marie)]).toEqual(['left-alone', 'left-alone', null])
  })

  test('a no under a longer name, or another family’s, is kept of whom it may mean as well; a yes is not', async () => {
    const [marie, jean, paul] = [await sign('Marie'), await sign('Jean'), await sign('Paul')]
    later()
    await bring([`,Jean-Pierre,Roche,${BOX},,,,subscribed`], SAID)
    expect(await why(jean)).toBe(null)
    await bring([`,Jean-Marc,Roche,${BOX},,,,unsubscribed`, `,Marie,Blanc,${BOX},,,,unsubscribed`], SAID)
    expect([await why(marie), await why(jean), await why(paul)]).toEqual(['left-alone', 'left-alone', null])
  })

  test('who came by a file after another’s no agrees on her own page, and is reached', async () => {
    const marie = await sign('Marie')
    later()
    await postForm(program, leavePath(app, marie, NEWS), { purpose: 'news' })
    later()
    await bring([`Paul,Roche,${BOX},oui`])
    const paul = (await personOfEmail(read, BOX, 'Paul'))!
    later()
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: paul })
    await browser.post('/me/consents', { purpose: 'news', wanted: 'yes' })
    expect([await why(marie), await why(paul)]).toEqual(['withdrawn', null])
  })

  test('a file’s yes wakes nobody whom another file had brought to an address before a no was said there', async () => {
    const marie = await sign('Marie')
    await bring([`Mimi,Roche,${BOX},`])
    later()
    await postForm(program, leavePath(app, marie, NEWS), { purpose: 'news' })
    later()
    await bring([`Mimi,Roche,${BOX},oui`])
    const mimi = await personOfEmail(read, BOX, 'Mimi')
    expect(await why(mimi!)).toBe('never-agreed')
  })

  test('a no that is said while two records are one is of both when they are two again', async () => {
    const [marie, zoe] = [await sign('Marie'), await sign('Zoé')]
    await postForm(program, leavePath(app, zoe, NEWS), { purpose: 'news' })
    const mergedAt = later()
    const { snapshot } = await transact((tx) =>
      mergePeople(tx, { keep: marie, drop: zoe, choices: {}, tables: app.personalData }, mergedAt),
    )
    later()
    await postForm(program, leavePath(app, marie, NEWS), { purpose: 'news' })
    later()
    await transact((tx) => takeApart(tx, { keep: marie, drop: zoe, snapshot, mergedAt }, clock.now))
    expect((await list()).map(({ person_id }) => person_id)).toEqual([marie, zoe].toSorted())
    expect([await why(marie), await why(zoe)]).toEqual(['withdrawn', 'withdrawn'])
  })

  test('who had herself erased after a merge is so under each id that she ever had, for a backup of before it', async () => {
    const [marie, zoe] = [await sign('Marie'), await sign('Zoé')]
    await transact((tx) => mergePeople(tx, { keep: marie, drop: zoe, choices: {}, tables: app.personalData }, later()))
    await eraseOneself(program, marie)
    expect((await list()).map(({ person_id }) => person_id)).toEqual([marie, zoe].toSorted())
    expect((await erasedAddresses(read)).map(({ person }) => person).toSorted()).toEqual([marie, zoe].toSorted())
  })

  test('what was said at a number that nobody proved binds on whoever agrees on her own page', async () => {
    const number = '+33612345678'
    const marie = await sign('Marie', { phone: number, consents: { news: true, calls: true } })
    const calls = purposeNamed(app, 'calls')!
    const whyCalls = () => whyNotNow(read, marie, { purpose: calls, channel: 'voice', now: clock.now })
    const agree = async () =>
      (await signIn(program, BOX)).post('/me/consents', { purpose: 'calls', wanted: 'yes' }).then(({ statusCode }) => statusCode)
    // Her own word she takes back herself.
    await postForm(program, leavePath(app, marie, calls), { purpose: 'calls' })
    later()
    expect([await whyCalls(), await agree(), await whyCalls()]).toEqual(['withdrawn', 303, null])
    await rows(
      "insert into suppression (address_hash, purpose, person_id, reason, since) values ($1, 'calls', $2, 'withdrawn', now())",
      [hashOf(app)(number), MAILBOX],
    )
    later()
    expect([await whyCalls(), await agree(), await whyCalls()]).toEqual(['left-alone', 303, 'left-alone'])
  })

  test('an erasure of before words named a person: who signs there is not erased with it, and no file brings back who was', async () => {
    const { replayErasures, writeErased } = await import('../exports/erased.ts')
    await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'news', 'erased', now())", [
      hashOf(app)(BOX),
    ])
    const paul = await sign('Paul')
    later()
    expect(await bring([`Marie,Roche,${BOX},oui`])).toEqual({ refused: 1 })
    await writeErased(app)
    expect(await replayErasures(app)).toBe(0)
    expect(await why(paul)).toBe(null)
  })

  test('an erasure of before words named a person holds also once who is there has agreed on her own page', async () => {
    const { replayErasures, writeErased } = await import('../exports/erased.ts')
    const paul = await sign('Paul')
    await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'news', 'erased', now())", [
      hashOf(app)(BOX),
    ])
    expect(await why(paul)).toBe('left-alone')
    later()
    await (await signIn(program, BOX)).post('/me/consents', { purpose: 'news', wanted: 'yes' })
    expect(await why(paul)).toBe(null)
    later()
    expect(await bring([`Marie,Roche,${BOX},oui`])).toEqual({ refused: 1 })
    await writeErased(app)
    expect(await replayErasures(app)).toBe(0)
    expect(await names()).toEqual(['Paul Roche'])
  })

  test('nor is who moves to the mailbox of somebody who was erased before erased with her by a backup', async () => {
    const { replayErasures, writeErased } = await import('../exports/erased.ts')
    const marie = await becomeSupporter(program, { email: 'marie@example.org', given_name: 'Marie', family_name: 'Roche' })
    await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'news', 'erased', now())", [
      hashOf(app)(BOX),
    ])
    const moved = { person: marie, from: 'marie@example.org', to: BOX, hashOf: hashOf(app) }
    await transact((tx) =>
      moveAddress(tx, { actor: { account: crypto.randomUUID(), roles: ['herself'] }, now: clock.now }, moved),
    )
    expect(await rows('select value from contact_point where person_id = $1', [marie])).toEqual([{ value: BOX }])
    await writeErased(app)
    expect(await replayErasures(app)).toBe(0)
    expect(await names()).toEqual(['Marie Roche'])
  })

  test('what one mailbox of hers said is kept of those who share it, and of none who share another', async () => {
    const [marie, paul] = await couple()
    const own = hashOf(app)('marie@example.org')
    await rows(
      "insert into contact_point (id, person_id, kind, value, hash, created_at, verified_at) values (gen_random_uuid(), $1, 'email', 'marie@example.org', $2, now(), now())",
      [marie, own],
    )
    const said = "insert into suppression (address_hash, purpose, reason, since) values ($1, 'news', 'withdrawn', now())"
    for (const hash of [own, hashOf(app)(BOX)]) await rows(said, [hash])
    later()
    await sign('Marie')
    const browser = await signIn(program, 'marie@example.org')
    await browser.post('/me/consents', { purpose: 'news', wanted: 'yes' })
    expect(await rows('select address_hash, person_id from suppression')).toEqual([
      { address_hash: hashOf(app)(BOX), person_id: paul },
    ])
  })

  test('whose record has a claim on the address of somebody who was erased gets it by no file', async () => {
    const marie = await becomeSupporter(program, { email: 'marie@example.org', given_name: 'Marie', family_name: 'Roche' })
    await eraseOneself(program, marie)
    const zoe = await sign('Zoé')
    await (await staffMember(program, 'staff')).post(`/staff/people/${zoe}/points`, { value: 'marie@example.org' })
    later()
    expect(await bring(['Zoé,Roche,marie@example.org,oui'])).toEqual({ refused: 1 })
    later()
    expect(await bring([`Zoé,Roche,${BOX}; marie@example.org,oui`])).toEqual({ unchanged: 1 })
    expect(await rows('select value, claimed from contact_point order by value')).toEqual([
      { value: BOX, claimed: false },
      { value: 'marie@example.org', claimed: true },
    ])
  })

  test('who moves to a mailbox that she holds already keeps it, also where another of her name does', async () => {
    const mimi = await becomeSupporter(program, { email: 'a@example.org', given_name: 'Mimi', family_name: 'Roche' })
    await rows(
      "insert into contact_point (id, person_id, kind, value, created_at, verified_at, bearer) values (gen_random_uuid(), $1, 'email', $2, now(), now(), 'roche mimi')",
      [mimi, BOX],
    )
    await sign('Marie')
    await rows("update person set given_name = 'Marie' where id = $1", [mimi])
    const moved = { person: mimi, from: 'a@example.org', to: BOX, hashOf: hashOf(app) }
    await transact((tx) =>
      moveAddress(tx, { actor: { account: crypto.randomUUID(), roles: ['herself'] }, now: clock.now }, moved),
    )
    expect(await rows('select value from contact_point where person_id = $1', [mimi])).toEqual([{ value: BOX }])
  })

  test('what is known of a mailbox is known of all who hold it, also after a merge is taken back', async () => {
    const [marie, zoe, paul] = [await sign('Marie'), await sign('Zoé'), await sign('Paul')]
    const mergedAt = later()
    const merging = { keep: marie, drop: zoe, choices: {}, tables: app.personalData }
    const { snapshot } = await transact((tx) => mergePeople(tx, merging, mergedAt))
    const member = await staffMember(program, 'staff')
    const [point] = await rows<{ id: string }>('select id from contact_point where person_id = $1', [paul])
    await member.post(`/staff/people/${paul}/points/${point!.id}`, { quality: 'bouncing' })
    await transact((tx) => takeApart(tx, { keep: marie, drop: zoe, snapshot, mergedAt }, later()))
    expect(await rows('select quality from contact_point')).toEqual(Array.from({ length: 3 }, () => ({ quality: 'bouncing' })))
  })

  test('a mandate of the one keeps the other from nothing', async () => {
    const [marie] = await couple()
    const browser = await signIn(program, BOX)
    await browser.post('/which-of-you', { person: marie })
    const account = await app.auth.accountFor(BOX)
    const { giveMandate } = await import('../../staff/core/commands/mandates.ts')
    const territory = { area_id: null, place_id: null }
    const mandate = { account, role: 'volunteer', territory, starts: clock.now, ends: null }
    await transact((tx) => giveMandate(tx, { giver: undefined, now: clock.now }, mandate))
    expect((await browser.post('/me/erasure')).statusCode).toBe(200)
    expect(await names()).toEqual(['Paul Roche'])
  })

  test('the button of an old mail speaks for the mailbox that got it, and for no other that she holds since', async () => {
    const marie = await sign('Marie')
    const ana = await becomeSupporter(program, {
      email: 'bureau@example.org',
      given_name: 'Ana',
      consents: { news: true, calls: false },
    })
    const welcome = await until(
      async () => (await program.mails()).find(({ to, subject }) => to?.[0]?.address === BOX && subject?.startsWith('Bienvenue')),
      'her welcome',
    )
    await rows(
      "update contact_point set value = 'bureau@example.org', hash = (select hash from contact_point where person_id = $2) where person_id = $1",
      [marie, ana],
    )
    later()
    await pressButton(program, welcome, 'urlencoded')
    expect([await why(marie), await why(ana)]).toEqual(['withdrawn', null])
  })
})

describe('two records of one', () => {
  test('that share a mailbox become one, which holds it as the better of the two did, and two again', async () => {
    const marie = await sign('Marie')
    const [other] = await rows<{ id: string }>(
      "insert into person (id, given_name, locale, country, created_at, updated_at) values (gen_random_uuid(), 'Mimi', 'fr', 'FR', now(), now()) returning id",
    )
    await rows(
      "insert into contact_point (id, person_id, kind, value, claimed, created_at) values (gen_random_uuid(), $1, 'email', $2, true, now())",
      [other!.id, BOX],
    )
    await postForm(program, leavePath(app, marie, NEWS), { purpose: 'news' })
    const points = () => rows('select * from contact_point order by id')
    const [before, words] = [await points(), await list()]
    const mergedAt = clock.now
    const merging = { keep: other!.id, drop: marie, choices: {}, tables: app.personalData }
    const { snapshot } = await transact((tx) => mergePeople(tx, merging, mergedAt))
    expect(await rows('select person_id, claimed, verified_at is not null as proved from contact_point')).toEqual([
      { person_id: other!.id, claimed: false, proved: true },
    ])
    expect(await list()).toEqual([{ purpose: 'news', reason: 'withdrawn', person_id: other!.id }])
    expect(await why(other!.id)).toBe('withdrawn')
    later()
    await transact((tx) => takeApart(tx, { keep: other!.id, drop: marie, snapshot, mergedAt }, clock.now))
    expect([await points(), await list()]).toEqual([before, words])
  })

  test('are found by their names; a couple and a village are none', async () => {
    await couple()
    await rows(
      "insert into person (id, given_name, family_name, locale, country, created_at, updated_at) values (gen_random_uuid(), 'M.', 'Roche', 'fr', 'FR', now(), now())",
    )
    await rows(
      "insert into contact_point (id, person_id, kind, value, claimed, created_at) select gen_random_uuid(), id, 'email', $1, true, now() from person where given_name = 'M.'",
      [BOX.replace('@', '+x@')],
    )
    const { findDuplicates } = await import('../duplicates/commands.ts')
    await findDuplicates(app)
    const pairs = await rows<{ names: string[] }>(
      'select array_agg(given_name order by given_name) as names from duplicate_suggestion join person on person.id in (a, b) group by a, b',
    )
    expect(pairs).toEqual([{ names: ['M.', 'Marie'] }])
  })
})

test('each gets a welcome of her own, whose link to leave is hers', async () => {
  await couple()
  const letters = await until(async () => {
    const found = (await program.mails()).filter(({ subject }) => subject?.startsWith('Bienvenue'))
    return found.length === 2 ? found : undefined
  }, 'two letters')
  const pages = await Promise.all(letters.map((letter) => program.server.inject(linkIn(letter, '/leave/'))))
  expect(pages.map(({ body }) => /(Marie|Paul), décidez/.exec(body)?.[1]).toSorted()).toEqual(['Marie', 'Paul'])
})
