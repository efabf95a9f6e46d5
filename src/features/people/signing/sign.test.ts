import { expect, test } from 'vitest'
import { CANADIAN, movementOf } from '../../../../tests/support/home.ts'
import { useProgram, visitor } from '../../../../tests/support/program.ts'
import { confirmationPath, postForm, sendForm, signByApi, signByForm } from '../../../../tests/support/signing.ts'
import { claimConfirmation, mailboxHashOf } from '../../people/core/index.ts'
import { MAILS_FROM_ANYWHERE, MAILS_PER_MAILBOX } from '../../people/core/rules.ts'

const program = await useProgram({ working: true })
const { server, rows, clock } = program

const form = { email: 'zoe@example.org', given_name: 'Zoé', postal_code: '69003' }
const count = async (table: string) => Number((await rows<{ n: string }>(`select count(*) as n from ${table}`))[0]!.n)

test('a signature by the API waits for its mail and is nobody yet', async () => {
  const response = await signByApi(program, { consents: { news: true, calls: false } })

  expect(response.statusCode).toBe(202)
  expect(response.json()).toEqual({ status: 'confirmation_sent' })
  expect(await rows('select email, given_name, place_id, agreed, method, ip_truncated from signature')).toEqual([
    {
      email: 'zoe@example.org',
      given_name: 'Zoé',
      place_id: 'FR-69123',
      agreed: { support: 1, news: 1 },
      method: 'api',
      ip_truncated: expect.stringMatching(/\.0\/24$/),
    },
  ])
  expect(await count('person')).toBe(0)
  expect((await server.inject('/api/v1/movement')).json()).toMatchObject({ supporters: 0, since: null })
})

test.each(['Zoé <ZOE@Example.org>', 'zoe\u200B@example.org.', 'mailto:zoe@example.org', 'zoe＠example．org'])(
  'an address spelt «%s» is the mailbox that it means',
  async (email) => {
    expect((await signByApi(program, { email })).statusCode).toBe(202)
    await signByForm(program, { ...form, email })
    // The same form, and ten minutes not over: a double click.
    expect(await rows('select distinct email from signature')).toEqual([{ email: 'zoe@example.org' }])
    const [mail] = await program.mailsWhen(1)
    expect(mail!.to).toMatchObject([{ address: 'zoe@example.org' }])
  },
)

test('the form leads to a page, in the language of its path', async () => {
  expect(await signByForm(program, form)).toMatchObject({ statusCode: 303, headers: { location: '/sign/sent' } })
  const opened = program.app.seals.sign('people.form', (clock.now.getTime() - 10_000).toString(36))
  expect(await postForm(program, '/es/sign', { ...form, email: 'b@example.org', opened })).toMatchObject({
    headers: { location: '/es/sign/sent' },
  })
  expect(await rows('select email, locale from signature order by email')).toEqual([
    { email: 'b@example.org', locale: 'es' },
    { email: 'zoe@example.org', locale: 'fr' },
  ])
})

test('no box is ticked beforehand, and an unticked box is a no', async () => {
  const page = await server.inject('/sign')
  expect(page.body).not.toMatch(/\bchecked\b/)
  await signByForm(program, form)
  expect(await rows('select agreed from signature')).toEqual([{ agreed: { support: 1 } }])
})

test('a number typed without the consent for calls is kept nowhere', async () => {
  const phone = '06 12 34 56 78'
  await signByForm(program, { ...form, phone, 'consents[news]': 'true' })
  await signByApi(program, { email: 'ana@example.org', phone, consents: { news: true, calls: false } })
  await signByApi(program, { email: 'eva@example.org', phone, consents: { news: false, calls: true } })
  expect(await rows('select email, phone from signature order by email')).toEqual([
    { email: 'ana@example.org', phone: null },
    { email: 'eva@example.org', phone: '+33612345678' },
    { email: 'zoe@example.org', phone: null },
  ])
})

test('the mail says nothing that the form brought, and both its parts hold the link', async () => {
  await signByApi(program, { given_name: 'Gratuit', family_name: 'Ici' })
  const [mail] = await program.mailsWhen(1)

  expect(mail!.to).toEqual([{ address: 'zoe@example.org', name: '' }])
  expect(`${mail!.subject}${mail!.text}${mail!.html}`).not.toMatch(/Gratuit|Ici\b/)
  expect(mail!.text).toContain('/sign/confirm/')
  expect(mail!.html).toContain('/sign/confirm/')
  expect(mail!.html).toContain('<html lang="fr">')
})

test.each(['fr', 'en', 'es'])('the mail is written in %s', async (locale) => {
  await signByApi(program, { locale })
  const [mail] = await program.mailsWhen(1)
  expect(mail!.subject).toBe(
    {
      fr: 'Confirmez votre signature · La Belle Saison',
      en: 'Confirm your signature · La Belle Saison',
      es: 'Confirma tu firma · La Belle Saison',
    }[locale],
  )
  expect(mail!.text).toContain(locale === 'fr' ? 'localhost:3000/sign/confirm/' : `localhost:3000/${locale}/sign/confirm/`)
})

test('the answer is the same for an address in the file and for one that is not', async () => {
  await server.inject({ method: 'POST', url: await confirmationPath(program), headers: visitor() })
  const [known, unknown] = [await signByApi(program), await signByApi(program, { email: 'nobody@example.org' })]

  const visible = ({ statusCode, body, headers }: typeof known) => ({ statusCode, body, headers: Object.keys(headers) })
  expect(visible(known)).toEqual(visible(unknown))
  expect(await rows('select given_name from person')).toEqual([{ given_name: 'Zoé' }])
})

test('signing again writes nothing to the known person before she confirms', async () => {
  await server.inject({ method: 'POST', url: await confirmationPath(program), headers: visitor() })
  await signByApi(program, { given_name: 'Usurpé', phone: '+33612345678', consents: { news: true, calls: true } })

  expect(await rows('select given_name from person')).toEqual([{ given_name: 'Zoé' }])
  expect(await rows("select value from contact_point where kind = 'phone'")).toEqual([])
  expect(await rows('select purpose from consent')).toEqual([{ purpose: 'support' }])
})

test('a double click makes one signature and one mail; the same form ten minutes later a second mail', async () => {
  await Promise.all([signByForm(program, form), signByForm(program, form)])
  await program.mailsWhen(1)
  clock.now = new Date(clock.now.getTime() + 11 * 60_000)
  await signByForm(program, form)

  expect(await program.mailsWhen(2)).toHaveLength(2)
  expect(await count('signature')).toBe(1)
})

test('twenty signatures of one address, however they came in, bring five mails: the claim decides', async () => {
  const now = clock.now.toISOString()
  const insert = `insert into signature (id, email, given_name, locale, country, place_id, news, calls, wording_version, method, source, fingerprint, mails, signed_at)
    select gen_random_uuid(), 'zoe@example.org', 'Zoé', 'fr', 'FR', 'FR-69123', false, false, 1, 'web', '/sign', i::text, 1, $1 from generate_series(1, 20) i returning id`
  const ids = await rows<{ id: string }>(insert, [now])
  const { confirmationMail } = await import('./queues.ts')
  const { enqueue } = await import('#platform/jobs/queue')
  await program.database.transact(async (tx) => ids.forEach(({ id }) => enqueue(tx, confirmationMail, { signature: id })))

  await program.mailsWhen(MAILS_PER_MAILBOX)
  const left = async () =>
    (await rows("select 1 from pgboss.job where name = 'signing.confirmation-mail' and state < 'completed'")).length
  await expect.poll(left, { timeout: 10_000 }).toBe(0)
  expect(await program.mails()).toHaveLength(MAILS_PER_MAILBOX)
})

test('whoever types somebody else’s address all day leaves her enough to sign with', async () => {
  // Each form says something else, so that none is a second click.
  const sign = (n: number, network: string) =>
    signByForm(program, { ...form, given_name: `Zoé${'a'.repeat(n)}` }, { 'x-forwarded-for': network })
  for (let n = 0; n < MAILS_PER_MAILBOX + 3; n++) await sign(n, '203.0.113.7')
  await program.mailsWhen(MAILS_PER_MAILBOX)
  await sign(20, '198.51.100.9')
  await program.mailsWhen(MAILS_PER_MAILBOX + 1)
  for (let n = 0; n < MAILS_FROM_ANYWHERE; n++) await sign(30 + n, `192.0.${n}.1`)
  await program.mailsWhen(MAILS_FROM_ANYWHERE)
  const left = async () =>
    (await rows("select 1 from pgboss.job where name = 'signing.confirmation-mail' and state < 'completed'")).length
  await expect.poll(left, { timeout: 10_000 }).toBe(0)
  expect(await program.mails()).toHaveLength(MAILS_FROM_ANYWHERE)
})

test('mails of other purposes use up no share of signing', async () => {
  const claim = (purpose: string, n: number) => ({
    mail: `${purpose}-${n}`,
    mailboxHash: mailboxHashOf(program.app)('zoe@example.org'),
    purpose,
  })
  const claims = async (purpose: string) => {
    const taken = []
    for (let n = 0; n < MAILS_PER_MAILBOX + 1; n++)
      taken.push(
        await program.database.transact((tx) => claimConfirmation(tx, { ...claim(purpose, n), network: null, now: clock.now })),
      )
    return taken.filter(Boolean).length
  }
  expect([await claims('events'), await claims('invitation'), await claims('signing')]).toEqual([5, 5, 5])
})

test.each([
  ['email', { email: 'zoe' }, 'form.format.email'],
  ['email', { email: `${'z'.repeat(250)}@example.org` }, 'form.too-long'],
  ['email', { email: 'zoe@example.org\r\nBcc: all@example.org' }, 'form.format.email'],
  ['email', { email: 'zoe@example.org\u0000' }, 'form.format.email'],
  ['email', { email: 'a@example.org, b@example.org' }, 'form.format.email'],
  ['given_name', { given_name: 'Zoé\r\nSubject: hello' }, 'form.format.name'],
  ['given_name', { given_name: 'Zo\u0000é' }, 'form.format.name'],
  ['given_name', { given_name: '\u202Eéoz' }, 'form.format.name'],
  ['given_name', { given_name: 'Gratuit https://spam.example' }, 'form.format.name'],
  ['given_name', { given_name: '   ' }, 'form.format.name'],
  ['given_name', { given_name: '\u200b' }, 'form.format.name'],
  ['given_name', { given_name: '\ud800' }, 'form.format.name'],
  ['given_name', { given_name: 'bit.ly/win' }, 'form.format.name'],
  ['town', { country: 'SN', town: '\udc00' }, 'form.format.line'],
  ['given_name', { given_name: 'Z'.repeat(61) }, 'form.too-long'],
  ['postal_code', { postal_code: '99999' }, 'signing.postal-code.unknown'],
  ['postal_code', { postal_code: undefined }, 'form.required'],
  ['place_code', { postal_code: '69210' }, 'signing.town.choose'],
  ['place_code', { postal_code: '69210', place_code: 'FR-75056' }, 'signing.town.choose'],
  ['town', { country: 'BE', postal_code: '1000' }, 'signing.town.needed'],
  ['phone', { phone: '12345' }, 'form.format.phone'],
  ['phone', { consents: { news: false, calls: true } }, 'signing.phone.needed'],
])('bad input: %s %o is refused next to its field', async (field, otherwise, code) => {
  const response = await signByApi(program, otherwise)

  expect(response.statusCode).toBe(422)
  expect(response.json().errors).toContainEqual({ field, code, message: expect.stringMatching(/\S/) })
  expect(await count('signature')).toBe(0)
})

test.each(['🌻 Zoé', 'محمد علي', 'שרה', '李小龙', "N'Guessan-O’Neill", 'Ýmir Þór', 'Ð'])(
  'the name %s is a name',
  async (given_name) => {
    const response = await signByApi(program, { given_name })
    expect(response.statusCode).toBe(202)
    expect(await rows('select given_name from signature')).toEqual([{ given_name }])
  },
)

test('what a person may not set is not set', async () => {
  await signByApi(program, {
    id: '00000000-0000-0000-0000-000000000000',
    mails: 99,
    signed_at: '1999-01-01',
    method: 'paper',
    ['__proto__x']: 1,
  })
  expect(
    await rows("select 1 from signature where mails = 1 and method = 'api' and signed_at > now() - interval '1 hour'"),
  ).toHaveLength(1)
})

test('a wrong form comes back with 422, its values, and each error beside its field', async () => {
  const response = await signByForm(program, {
    email: 'zoe',
    given_name: 'Zoé <b>',
    postal_code: '00000',
    'consents[news]': 'true',
  })

  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('value="Zoé &lt;b>"')
  expect(response.body).toMatch(/id="field-email"[^>]*aria-invalid="true"[^>]*aria-describedby="field-email-error"/)
  expect(response.body).toMatch(/id="field-postal_code-error"/)
  expect(response.body).toMatch(/name="consents\[news\]"[^>]*checked/)
  expect(response.body).not.toMatch(/name="consents\[calls\]"[^>]*checked/)
  expect(response.body).toContain('3 points à corriger')
})

test('without scripts the towns of a postal code come with the answer', async () => {
  const response = await signByForm(program, { ...form, postal_code: '69210' })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('<option value="FR-69171">Sain-Bel</option>')
  expect(await signByForm(program, { ...form, postal_code: '69210', place_code: 'FR-69171' })).toMatchObject({ statusCode: 303 })
})

test.each([
  [
    { country: 'BE', town: 'bruxelles' },
    { country: 'BE', place_id: 'BE-2800866', town: null },
  ],
  [
    { country: 'BE', town: 'namur' },
    { country: 'BE', place_id: 'BE-2790471', town: null },
  ],
  [
    { country: 'US', postal_code: '10001' },
    { country: 'US', place_id: 'US-5128581', town: null },
  ],
  [
    { country: 'SN', town: 'Dakar' },
    { country: 'SN', place_id: null, town: 'Dakar' },
  ],
  [
    { country: 'BE', town: 'Trou-de-Bra' },
    { country: 'BE', place_id: null, town: 'Trou-de-Bra' },
  ],
])('from another country: %o', async (where, kept) => {
  expect((await signByApi(program, { postal_code: undefined, ...where })).statusCode).toBe(202)
  expect(await rows('select country, place_id, town from signature')).toMatchObject([kept])
})

test.each([
  [{ postal_code: '69401' }, { country: 'FR', postal_code: '69401', place_id: 'FR-69123' }],
  [{ postal_code: '75015 CEDEX 15' }, { country: 'FR', postal_code: '75015', place_id: 'FR-75056' }],
  [{ postal_code: 'F-69003' }, { country: 'FR', postal_code: '69003', place_id: 'FR-69123' }],
  [{ postal_code: '69 003' }, { country: 'FR', postal_code: '69003', place_id: 'FR-69123' }],
  [
    { country: 'RE', postal_code: '97480' },
    { country: 'FR', postal_code: '97480', place_id: 'FR-97412' },
  ],
  [
    { country: 'RE', postal_code: '97400' },
    { country: 'FR', postal_code: '97400', place_id: 'FR-97411' },
  ],
  [
    { postal_code: '69210', town: "l'arbresle" },
    { country: 'FR', postal_code: '69210', place_id: 'FR-69010' },
  ],
  [
    { postal_code: '74600', place_code: 'FR-74268' },
    { country: 'FR', postal_code: '74600', place_id: 'FR-74010' },
  ],
  [
    { postal_code: 'B-1000', town: 'Bruxelles' },
    { country: 'BE', postal_code: '1000', place_id: 'BE-2800866' },
  ],
])('a place as people write it: %o', async (where, kept) => {
  expect((await signByApi(program, where)).statusCode).toBe(202)
  expect(await rows('select country, postal_code, place_id from signature')).toEqual([kept])
})

test.each(['69999', '00000', 'X9'])('a code that is none (%s) is told so', async (postal_code) => {
  expect((await signByApi(program, { postal_code })).json()).toMatchObject({
    errors: [{ field: 'postal_code', code: 'signing.postal-code.unknown' }],
  })
})

test.each(['FR-69171', '69171'])('a town can be named as %s', async (place_code) => {
  expect((await signByApi(program, { postal_code: '69210', place_code })).statusCode).toBe(202)
  expect(await rows('select place_id from signature')).toEqual([{ place_id: 'FR-69171' }])
})

test('a program that fills in the hidden field gets the usual answer, and nothing is kept', async () => {
  expect(await signByForm(program, { ...form, website: 'https://spam.example' })).toMatchObject({
    statusCode: 303,
    headers: { location: '/sign/sent' },
  })
  expect(await count('signature')).toBe(0)
})

const openedAgo = (milliseconds: number) =>
  program.app.seals.sign('people.form', (clock.now.getTime() - milliseconds).toString(36))

test.each([0, 1, 1000, 1499, 1500])(
  'a form that a browser filled in and one tap sent after %d ms is taken',
  async (milliseconds) => {
    const fields = { ...form, country: 'FR', opened: openedAgo(milliseconds) }
    const answer = await sendForm(program, { url: '/sign', fields, headers: visitor() })
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: '/sign/sent' } })
    expect(await count('signature')).toBe(1)
  },
)

test('many quick forms of one network are asked to be pressed again, and are then taken; slow ones of it, and quick ones of others, are not asked', async () => {
  const network = visitor()
  const send = (n: number, milliseconds: number, headers = network) => {
    const fields = { ...form, email: `zoe${n}@example.org`, country: 'FR', opened: openedAgo(milliseconds) }
    return sendForm(program, { url: '/sign', fields, headers })
  }
  for (let n = 0; n < 5; n++) expect((await send(n, 10)).statusCode).toBe(303)
  const asked = await send(5, 10)
  expect(asked.statusCode).toBe(422)
  expect(asked.body).toContain('value="zoe5@example.org"')
  expect(asked.body).toContain('appuyez de nouveau')
  expect(await count('signature')).toBe(5)
  expect((await send(6, 2000)).statusCode).toBe(303)
  expect((await send(7, 10, visitor())).statusCode).toBe(303)
  // What is shown again says anew when it was opened: two seconds later it is as good as any.
  const opened = /name="opened" value="([^"]+)"/.exec(asked.body)![1]!
  clock.now = new Date(clock.now.getTime() + 2000)
  const again = { ...form, email: 'zoe5@example.org', country: 'FR', opened }
  expect((await sendForm(program, { url: '/sign', fields: again, headers: network })).statusCode).toBe(303)
  expect(await count('signature')).toBe(8)
})

test.each([
  ['without saying when it was opened', ''],
  ['with a forged time', `${(0).toString(36)}..${'A'.repeat(22)}`],
])('a form sent %s is shown again, with its values and what to do', async (_how, opened) => {
  const response = await postForm(program, '/sign', { ...form, country: 'FR', opened })
  expect(response.statusCode).toBe(422)
  expect(response.body).toContain('value="zoe@example.org"')
  expect(response.body).toContain('appuyez de nouveau')
  expect(await count('signature')).toBe(0)
})

test('on one’s own machine the mails can be read, and nothing else of the disk', async () => {
  await signByApi(program)
  const [mail] = await program.mailsWhen(1)
  expect((await server.inject('/dev/outbox')).body).toContain('zoe@example.org')
  const id = mail!.messageId!.slice(1).split('@')[0]!
  expect((await server.inject(`/dev/outbox/${id}`)).body).toContain('/sign/confirm/')
  expect((await server.inject('/dev/outbox/..%2Fsecret')).statusCode).toBe(422)
  // For who sits at this machine, by its own name: no neighbour on the network, and no page whose name was made to mean this machine.
  const from = async (host: string, remoteAddress: string) =>
    (await server.inject({ url: `/dev/outbox/${id}`, headers: { host }, remoteAddress })).statusCode
  expect(await Promise.all([from('localhost:3000', '127.0.0.1'), from('[::1]:3000', '::1')])).toEqual([200, 200])
  expect(
    await Promise.all([
      from('localhost', '192.0.2.7'),
      from('evil.example:3000', '127.0.0.1'),
      from('127.0.0.1.evil.example', '::1'),
    ]),
  ).toEqual([404, 404, 404])
})

test('the API describes itself', async () => {
  const api = (await server.inject('/api/v1/openapi.json')).json()
  expect(Object.keys(api.paths['/api/v1/signatures'])).toEqual(['post'])
  expect(api.paths['/api/v1/signatures'].post.summary).toBeTruthy()
})

test('the form means the country of the movement until somebody says another', async () => {
  movementOf(program, CANADIAN)
  const page = (await server.inject('/sign')).body
  // The list begins with it, nothing else is chosen, and nothing of it is unfolded: nobody has touched the form.
  expect(page).toMatch(/<select[^>]*name="country"[^>]*><option value="CA" selected/)
  expect(page).not.toMatch(/<option value="FR" selected/)
  expect(page).not.toMatch(/<details[^>]*\bopen\b/)
  // Where no postal code says the town, its name is asked for in sight.
  expect(page.indexOf('name="town"')).toBeLessThan(page.indexOf('<details'))

  const sent = { email: 'zoe@example.org', given_name: 'Zoé', postal_code: 'H2X 1Y4', town: 'Montréal', phone: '514 555 0134' }
  const opened = program.app.seals.sign('people.form', (clock.now.getTime() - 10_000).toString(36))
  expect((await postForm(program, '/sign', { ...sent, opened, 'consents[calls]': 'true' })).statusCode).toBe(303)
  expect((await signByApi(program, { ...sent, email: 'ana@example.org', country: undefined })).statusCode).toBe(202)
  const [, known] = await rows('select country, place_id, phone from signature order by email')
  expect(known).toEqual({ country: 'CA', place_id: 'CA-6077243', phone: '+15145550134' })
  expect(await rows('select distinct country from signature')).toEqual([{ country: 'CA' }])
})

test('where postal codes say the town, its name is asked of those alone who live elsewhere', async () => {
  const page = (await server.inject('/sign')).body
  expect(page).toMatch(/<option value="FR" selected/)
  expect(page.indexOf('name="town"')).toBeGreaterThan(page.indexOf('<details'))
})
