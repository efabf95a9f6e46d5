import { expect, test } from 'vitest'
import {
  addRecipient,
  addSandbox,
  GIVER,
  treasurerOf,
  pathOf,
  provedDonor,
  sendGift,
  sheetOf,
  writeSheet,
} from '../../../../tests/support/giving.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program
const DAY = 86_400_000
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * DAY).toISOString().slice(0, 10)
const year = () => dayIn(0).slice(0, 4)

const gift = async () =>
  (
    await rows<{ id: string; state: string; payment_id: string }>(
      'select id, state, payment_id from gift order by id desc limit 1',
    )
  )[0]!
const becomes = (state: string) => until(async () => (await gift()).state === state || undefined, `a gift that is ${state}`)

/** A gift by card, paid at the sandbox. Gives the page that plays the provider. */
async function paidByCard(recipient: string, amount: string): Promise<string> {
  const visitor = await provedDonor(program)
  const page = pathOf(await sendGift(visitor, recipient, { amount: 'other', other: amount, mode: 'card' }))
  await visitor.post(page, { play: 'pay' })
  await becomes('paid')
  return page
}

test('the statement of a period reconciles to the cent: opening, in, out and closing of each account', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '10,01', cheque: '1' }], { came_on: dayIn(-9) }))
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '20,02', cheque: '2' }], { came_on: dayIn(-2) }))
  const { body } = await officer.get(`/staff/books/${recipient}/statement?from=${dayIn(-5)}&to=${dayIn(0)}`)
  const text = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(text).toMatch(/5120 \S+ 10,01 € 20,02 € 0 € 30,03 €/)
  expect(text).toMatch(/7541 [^0-9−]+ −10,01 € 0 € 20,02 € −30,03 €/)
  expect(text).toContain('juste au centime')
  expect(text).toContain('Résultat de la période : 20,02')
  const journal = (await officer.get(`/staff/books/${recipient}/journal`)).body
  expect(journal).toContain('Don\u00a0: reçu')
  expect((await officer.get(`/staff/books/${recipient}`)).body).toContain('30,03')
})

test('the journal goes on by keyset, each entry once', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  for (let sheet = 0; sheet < 8; sheet++)
    await writeSheet(
      officer,
      recipient,
      sheetOf(
        Array.from({ length: 7 }, (_, n) => ({
          ...GIVER,
          given_name: `R ${'abcdefgh'[sheet]}${'abcdefgh'[n]}`,
          amount: '5',
          cheque: `${sheet}${n}`,
        })),
      ),
    )
  const found: string[] = []
  let path: string | undefined = `/staff/books/${recipient}/journal`
  for (let pages = 0; path; pages++) {
    expect(pages).toBeLessThan(3)
    const { body } = await officer.get(path)
    found.push(...[...body.matchAll(/\/staff\/gifts\/[^/"]+\/([0-9a-f-]{36})/g)].map(([, id]) => id!))
    path = /href="([^"]+&amp;after=[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(found).toHaveLength(56)
  expect(new Set(found).size).toBe(56)
})

test('the annex keeps a gift and what went back as lines of their own, and its sum is that of the books', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const officer = await treasurerOf(program, recipient)
  await paidByCard(recipient, '20')
  await officer.post(`/staff/gifts/${recipient}/${(await gift()).id}/refund`, { amount: '5', reason: 'Erreur' })
  await until(async () => (await rows('select 1 from gift where refunded = 500')).length > 0 || undefined, 'a refund')
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '30' }], { mode: 'cash' }))
  const page = (await officer.get(`/staff/books/${recipient}/annex`)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(page).toContain('3 lignes, donateurs : 2. En tout 45 €, dont 30 € en espèces')
  expect(page).toContain('>20 €')
  expect(page).toContain('>−5 €')
  const [books] = await rows<{ sum: string }>("select -balance as sum from book_account where code = '7541'")
  expect(books!.sum).toBe('4500')
  const csv = await officer.post(`/staff/books/${recipient}/files/annex`)
  const lines = csv.body.replace('\uFEFF', '').trim().split('\r\n')
  expect(lines[0]).toBe(
    'Nom,Prénoms,Nationalité,Adresse fiscale,Code postal,Commune,Pays,Date,Mode de règlement,Montant,Dont espèces,Référence',
  )
  const sum = lines.slice(1).reduce((all, line) => all + Math.round(Number(line.split(',')[9]) * 100), 0)
  expect(sum).toBe(4500)
})

test('a party’s file for receipts has the columns of the decree, in its order, and says what it takes back', async () => {
  const recipient = await addRecipient(program, { account: await addSandbox(program) })
  const officer = await treasurerOf(program, recipient)
  await paidByCard(recipient, '20')
  await officer.post(`/staff/gifts/${recipient}/${(await gift()).id}/refund`, { amount: '20', reason: 'Erreur' })
  await becomes('refunded')
  await writeSheet(
    officer,
    recipient,
    sheetOf([{ ...GIVER, family_name: 'A\u00a0B', amount: '30', cheque: '9' }], { slip: 'B-17' }),
  )
  const { body, headers } = await officer.post(`/staff/books/${recipient}/files/receipts`)
  expect(headers['content-type']).toBe('text/tab-separated-values; charset=utf-8')
  expect(body.startsWith('\uFEFF')).toBe(false)
  const [head, ...lines] = body
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.split('\t'))
  // Arrêté du 9 décembre 2014 (INTA1425207A), article 1, 2°, b: nineteen things, in this order.
  expect(head).toEqual([
    'identifiant de l’enregistrement',
    'nature',
    'date du paiement',
    'identifiant du donateur',
    'civilité',
    'prénom',
    'nom',
    'mandat électoral',
    'adresse du domicile fiscal',
    'commune',
    'code postal',
    'État',
    'monnaie',
    'montant',
    'référence du relevé bancaire',
    'numéro du bordereau de remise',
    'mode de paiement',
    'annulation',
    'référence du message',
  ])
  expect(lines.map((line) => line.length)).toEqual([19, 19, 19])
  const [came, back, cheque] = lines as [string[], string[], string[]]
  expect(back[13]).toBe('-20.00')
  expect(back[17]).toBe(came[0])
  expect(came[17]).toBe('')
  expect([cheque[13], cheque[15]]).toEqual(['30.00', 'B-17'])
})

test('who takes which file is written down, and nobody takes those of other books', async () => {
  const [recipient, other] = [await addRecipient(program), await addRecipient(program, { name: 'Autre' })]
  const officer = await treasurerOf(program, recipient)
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, given_name: '=1+1', amount: '30', cheque: '1' }]))
  for (const file of ['journal', 'balances', 'spending', 'gifts', 'annex', 'receipts']) {
    const { statusCode, headers } = await officer.post(`/staff/books/${recipient}/files/${file}`, {
      from: dayIn(-3),
      to: dayIn(0),
    })
    expect([file, statusCode]).toEqual([file, 200])
    expect(headers['content-disposition']).toContain(`${file}-${dayIn(-3)}-${dayIn(0)}`)
    expect((await officer.post(`/staff/books/${other}/files/${file}`)).statusCode).toBe(404)
  }
  const taken = await rows(
    "select fields[1] as file, count from journal where object_id = $1 and action = 'export' order by seq",
    [recipient],
  )
  expect(taken).toEqual([
    { file: 'journal', count: 0 },
    { file: 'balances', count: 0 },
    { file: 'spending', count: 0 },
    { file: 'gifts', count: 1 },
    { file: 'annex', count: 1 },
    { file: 'receipts', count: 1 },
  ])
  expect((await officer.post(`/staff/books/${recipient}/files/gifts`)).body).toContain("'=1+1")
  const administrator = await staffMember(program, 'administrator')
  for (const page of ['', '/journal', '/statement', '/annex', '/lines', '/figures', '/looks', '/sheet', '/files']) {
    expect((await officer.get(`/staff/books/${recipient}${page}`)).statusCode).toBe(200)
    expect((await officer.get(`/staff/books/${other}${page}`)).statusCode).toBe(404)
    expect((await administrator.get(`/staff/books/${recipient}${page}`)).statusCode).toBe(403)
  }
})

test('a file of more than a thousand donors takes two persons, and is of what was allowed', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '30', cheque: '1' }]))
  await rows(
    `insert into donor (id, email, mailbox_hash, given_name, family_name, name_key, near_key, made_at)
     select gen_random_uuid(), null, decode(md5(n::text), 'hex'), 'A' || n, 'B', 'a' || n, 'a' || n, now() from generate_series(1, 1000) n`,
  )
  await rows(
    `insert into gift (id, number, recipient_id, donor_id, amount, currency, mode, state, rule, rule_version, told, locale, made_at, changed_at)
     select gen_random_uuid(), row_number() over () + 5, $1, id, 500, 'EUR', 'card', 'failed', 'FR.party.person', 1, '{"fields":{}}', 'fr', $2, $2 from donor where name_key like 'a%' and email is null and given_name like 'A%'`,
    [recipient, program.clock.now],
  )
  const take = () => officer.post(`/staff/books/${recipient}/files/gifts`)
  const alone = await take()
  expect(alone.statusCode).toBe(403)
  expect(alone.body).not.toContain('Rosa')
  // The annex has one donor: money came of one alone.
  expect((await officer.post(`/staff/books/${recipient}/files/annex`)).statusCode).toBe(200)
  const asking = { file: 'gifts', reason: 'Pour l’expert-comptable' }
  expect((await officer.post(`/staff/books/${recipient}/approval`, { ...asking, reason: '' })).statusCode).toBe(422)
  expect((await officer.post(`/staff/books/${recipient}/approval`, asking)).statusCode).toBe(303)
  expect((await take()).statusCode).toBe(403)
  const [approval] = await rows<{ id: string; about: string }>('select id, about from approval')
  expect(approval!.about).toContain('1\u202f001 donateurs')
  const second = await staffMember(program, 'administrator')
  expect((await second.post(`/staff/approvals/${approval!.id}`)).statusCode).toBe(303)
  // Another period is another file.
  expect(
    (await officer.post(`/staff/books/${recipient}/files/gifts`, { from: `${Number(year()) - 1}-01-01`, to: dayIn(1) }))
      .statusCode,
  ).toBe(403)
  const taken = await take()
  expect(taken.statusCode).toBe(200)
  expect(taken.body.trim().split('\r\n')).toHaveLength(1002)
  expect((await take()).statusCode).toBe(403)
})

test('the lines of a party’s account add up to what is left', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  await writeSheet(officer, recipient, sheetOf([{ ...GIVER, amount: '30', cheque: '1' }]))
  const text = (await officer.get(`/staff/books/${recipient}/lines`)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(text).toMatch(/Total général des recettes 30 €.*Total général des dépenses 0 €.*Solde 30 €/)
})

test('pictures: the median stands before the mean, days without a gift are there, and a table says the same', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const amounts = ['5', '5', '10', '1000']
  const typed = amounts.map((amount, n) => ({ ...GIVER, given_name: `R ${'abcd'[n]}`, amount, cheque: String(n) }))
  await writeSheet(officer, recipient, sheetOf(typed.slice(0, 2), { came_on: dayIn(-4) }))
  await writeSheet(officer, recipient, sheetOf(typed.slice(2), { came_on: dayIn(-1) }))
  const { body } = await officer.get(`/staff/books/${recipient}/figures?from=${dayIn(-30)}&to=${dayIn(0)}`)
  const stats = body.slice(body.indexOf('<dl'), body.indexOf('</dl>'))
  expect(stats.indexOf('don médian')).toBeLessThan(stats.indexOf('don moyen'))
  expect(stats).toContain('>5\u00a0€<')
  expect(stats).toContain('>255\u00a0€<')
  expect(body.match(/<svg/g)!.length).toBeGreaterThanOrEqual(2)
  expect(body.match(/<svg[^>]*class="plot"/g)).toHaveLength(2)
  // Four days in the table, two of them empty.
  const table = body.slice(body.indexOf('<table'), body.indexOf('</table>'))
  expect(table.match(/<tr/g)).toHaveLength(5)
})

test('what is looked for at the desk: name, mailbox, amount, reference; a page after the other; nothing of it stands in an address', async () => {
  const recipient = await addRecipient(program)
  const officer = await treasurerOf(program, recipient)
  const typed = [
    { ...GIVER, amount: '31,50', cheque: '1', email: 'rosa@example.org' },
    { ...GIVER, given_name: 'Zita', family_name: 'Autre', amount: '12', cheque: '2' },
  ]
  await writeSheet(officer, recipient, sheetOf(typed))
  const find = async (q: string) => {
    const { body } = await officer.post(`/staff/gifts/${recipient}`, { view: 'all', q })
    return [/Rosa Exemple/.test(body), /Zita Autre/.test(body)]
  }
  const [{ number }] = (await rows<{ number: string }>('select number from gift where amount = 1200')) as [{ number: string }]
  expect(await find('Rosa')).toEqual([true, false])
  expect(await find('rosa@')).toEqual([true, false])
  expect(await find('31,50')).toEqual([true, false])
  expect(await find('12')).toEqual([false, true])
  expect(await find(number)).toEqual([false, true])
  expect(await find('13')).toEqual([false, false])
  const desk = (await officer.get(`/staff/gifts/${recipient}`)).body
  for (const page of ['', '/sheet', '/looks', '/figures']) expect(desk).toContain(`/staff/books/${recipient}${page}"`)
  expect(desk).not.toContain('?q=')
})
