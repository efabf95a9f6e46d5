import { describe, expect, test } from 'vitest'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter } from '../../../../tests/support/signing.ts'
import { addApp, codeFor, codeMails, signIn, signInLink, totp, type Visitor, visitorOf } from '../../../../tests/support/staff.ts'
import { SHARES } from './rules.ts'

const program = await useProgram({ working: true })
const email = 'zoe@example.org'

describe('signing in by mail', () => {
  test('the code of the mail opens a session, and the account page', async () => {
    const browser = await signIn(program, email)
    const page = await browser.get('/account')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain(email)
  })

  test('a cookie that is none of ours is nobody’s mistake: one begins anew', async () => {
    const ours = { id: crypto.randomUUID(), email, browser: 'b' }
    const others = [
      { ...ours, id: 'x' },
      { ...ours, id: '\0' },
      { ...ours, email: 'a\0b' },
      { ...ours, email: 'a\ud800b' },
      { id: 1 },
      [],
      null,
      'x',
    ]
    for (const other of others) {
      const browser = visitorOf(program)
      browser.cookies.set('asking', Buffer.from(JSON.stringify(other)).toString('base64url'))
      for (const path of ['/sign-in/code', '/sign-in/link/x']) {
        const { statusCode } = await browser.post(path, { code: '12345678' })
        expect([path, other, statusCode < 400]).toEqual([path, other, true])
      }
    }
    const forged = visitorOf(program)
    forged.cookies.set('asking', Buffer.from(JSON.stringify(ours)).toString('base64url'))
    expect((await forged.post('/sign-in/code', { code: '12345678' })).statusCode).toBe(422)
  })

  test('without a session the account leads to the sign-in, and back afterwards', async () => {
    const browser = visitorOf(program)
    const away = await browser.get('/account')
    expect(away.statusCode).toBe(303)
    expect(away.headers.location).toBe('/sign-in?next=%2Faccount')
  })

  test('the link of the mail shows a button in the same browser, and opens only by it', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const link = await signInLink(program, email)
    expect((await browser.get(link)).body).toContain('method="post"')
    expect(browser.cookies.has('session')).toBe(false)
    expect((await browser.post(link)).headers.location).toBe('/home')
    expect((await browser.get('/account')).statusCode).toBe(200)
  })

  test('neither code nor link works in another browser', async () => {
    const asker = visitorOf(program)
    await asker.post('/sign-in', { email })
    const code = await codeFor(program, email)
    const link = await signInLink(program, email)
    const thief = visitorOf(program)
    // Even one that asked for a code of its own, for the same address.
    expect((await thief.post('/sign-in/code', { code })).headers.location).toBe('/sign-in')
    expect((await thief.post(link)).headers['set-cookie']).toBeUndefined()
    await thief.post('/sign-in', { email: 'thief@example.org' })
    expect((await thief.post('/sign-in/code', { code })).statusCode).toBe(422)
    expect((await thief.post(link)).headers['set-cookie']).toBeUndefined()
  })

  test('a code works once', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const asking = browser.cookies.get('asking')!
    const code = await codeFor(program, email)
    expect((await browser.post('/sign-in/code', { code })).statusCode).toBe(303)
    const again = visitorOf(program)
    again.cookies.set('asking', asking)
    expect((await again.post('/sign-in/code', { code })).statusCode).toBe(422)
  })

  test('codes stand side by side, each for the browser that asked: nobody voids another’s, by asking or by trying', async () => {
    const zoe = visitorOf(program)
    await zoe.post('/sign-in', { email })
    const hers = await codeFor(program, email)
    const mallory = visitorOf(program)
    await mallory.post('/sign-in', { email })
    const his = await codeFor(program, email, 1)
    for (const wrong of ['00000000', '11111111', '22222222', '33333333', hers])
      expect((await mallory.post('/sign-in/code', { code: wrong })).statusCode).toBe(422)
    expect((await zoe.post('/sign-in/code', { code: his })).statusCode).toBe(422)
    expect((await zoe.post('/sign-in/code', { code: hers })).statusCode).toBe(303)
  })

  test('of two codes that one browser asked for, the one asked for last opens', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const first = await codeFor(program, email)
    await browser.post('/sign-in', { email })
    const second = await codeFor(program, email, 1)
    expect((await browser.post('/sign-in/code', { code: first })).statusCode).toBe(422)
    expect((await browser.post('/sign-in/code', { code: second })).statusCode).toBe(303)
  })

  test('three wrong codes void the right one', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const code = await codeFor(program, email)
    for (const wrong of ['00000000', '11111111', '22222222']) {
      expect((await browser.post('/sign-in/code', { code: wrong })).statusCode).toBe(422)
    }
    expect((await browser.post('/sign-in/code', { code })).statusCode).toBe(422)
  })

  test('fifty right codes at once open one session', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const code = await codeFor(program, email)
    const asking = browser.cookies.get('asking')!
    const crowd = Array.from({ length: 50 }, () => {
      const one = visitorOf(program)
      one.cookies.set('asking', asking)
      return one.post('/sign-in/code', { code })
    })
    const opened = (await Promise.all(crowd)).filter(({ statusCode }) => statusCode === 303)
    expect(opened).toHaveLength(1)
    expect(await program.rows('select id from account_session')).toHaveLength(1)
  })

  test('a code is over after ten minutes', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const code = await codeFor(program, email)
    program.clock.now = new Date(program.clock.now.getTime() + 10 * 60_000 + 1)
    expect((await browser.post('/sign-in/code', { code })).statusCode).toBe(422)
  })

  test('the database holds neither code nor link', async () => {
    const browser = visitorOf(program)
    await browser.post('/sign-in', { email })
    const code = await codeFor(program, email)
    const token = (await signInLink(program, email)).split('/').at(-1)!
    const kept = JSON.stringify([
      await program.rows('select * from account_code'),
      await program.rows('select * from sign_in_request'),
      await program.rows('select data from pgboss.job'),
    ])
    expect(kept).not.toContain(code)
    expect(kept).not.toContain(token)
  })

  test('known and unknown addresses get the same answer and the same mail', async () => {
    await becomeSupporter(program, { email })
    const ask = async (address: string) => {
      const browser = visitorOf(program)
      const response = await browser.post('/sign-in', { email: address })
      await codeFor(program, address)
      const [mail] = await codeMails(program, address)
      const text = mail!.text!.replace(/\d{4} \d{4}/g, 'CODE').replace(/link\/\S+/, 'LINK')
      return { status: response.statusCode, location: response.headers.location, text }
    }
    expect(await ask(email)).toEqual(await ask('nobody@example.org'))
  })

  test('whoever asks again and again for somebody else uses up his own share: she still gets in', async () => {
    const mallory = visitorOf(program)
    for (let i = 0; i < SHARES.network + 3; i++) await mallory.post('/sign-in', { email })
    await codeFor(program, email, SHARES.network - 1)
    const zoe = visitorOf(program)
    await zoe.post('/sign-in', { email })
    const code = await codeFor(program, email, SHARES.network)
    expect((await zoe.post('/sign-in/code', { code })).statusCode).toBe(303)
    expect((await codeMails(program, email)).length).toBe(SHARES.network + 1)
  })

  test('when networks without number ask, one letter says so; a browser in which she signed in before still gets its code', async () => {
    const zoe = await signIn(program, email)
    await zoe.post('/sign-out')
    await Promise.all(Array.from({ length: 15 }, () => visitorOf(program).post('/sign-in', { email })))
    await codeFor(program, email, SHARES.elsewhere - 1)
    const said = () => program.mails().then((mails) => mails.filter(({ subject }) => subject?.startsWith('Trop de codes')))
    await until(async () => ((await said()).length > 0 ? true : undefined), 'word that too many were asked for')
    const others = await codeMails(program, email)
    await zoe.post('/sign-in', { email })
    const code = await codeFor(program, email, others.length)
    expect((await zoe.post('/sign-in/code', { code })).statusCode).toBe(303)
    expect(await said()).toHaveLength(1)
    expect((await said())[0]!.text).toContain('un code part toujours')
    expect(others).toHaveLength(SHARES.elsewhere)
  })

  test('what a browser keeps of having been here is worth nothing for another mailbox, nor changed', async () => {
    const mallory = await signIn(program, 'mallory@example.org')
    const known = mallory.cookies.get('signed-in-before')!
    const asks = async (value: string) => {
      const browser = visitorOf(program)
      browser.cookies.set('signed-in-before', value)
      await browser.post('/sign-in', { email })
      const [row] = await program.rows<{ known: boolean }>('select known from sign_in_request order by id desc limit 1')
      return row!.known
    }
    expect([await asks(known), await asks(known.slice(0, -1)), await asks('x.y.z')]).toEqual([false, false, false])
  })

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a b\r\nx: y'])(
    'the page after signing in is never %s',
    async (next) => {
      const browser = visitorOf(program)
      await browser.post('/sign-in', { email, next })
      const response = await browser.post('/sign-in/code', { code: await codeFor(program, email), next })
      expect(response.headers.location).toBe('/home')
    },
  )

  test('an address that is none is said next to the field', async () => {
    const response = await visitorOf(program).post('/sign-in', { email: 'zoe' })
    expect(response.statusCode).toBe(422)
    expect(response.body).toContain('field-email-error')
  })
})

describe('sessions', () => {
  test('a session that was fixed beforehand is not the one that opens', async () => {
    const browser = visitorOf(program)
    browser.cookies.set('session', 'chosen-by-an-attacker')
    await browser.post('/sign-in', { email })
    await browser.post('/sign-in/code', { code: await codeFor(program, email) })
    expect(browser.cookies.get('session')).not.toBe('chosen-by-an-attacker')
  })

  test('a session is 190 random bits', async () => {
    const tokens = [await signIn(program, email), await signIn(program, email)].map(
      ({ cookies }) => /^(\w+)%2E|^(\w+)\./.exec(cookies.get('session')!)![0],
    )
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z\d]{32}\W/)
    expect(tokens[0]).not.toBe(tokens[1])
  })

  test('one can end the others, and oneself', async () => {
    const phone = await signIn(program, email)
    const desk = await signIn(program, email)
    await desk.post('/account/sessions/others/end')
    expect((await phone.get('/account')).statusCode).toBe(303)
    expect((await desk.get('/account')).statusCode).toBe(200)
    const cookie = desk.cookies.get('session')!
    expect((await desk.post('/sign-out')).headers['clear-site-data']).toBe('"storage"')
    desk.cookies.set('session', cookie)
    expect((await desk.get('/account')).statusCode).toBe(303)
  })

  test('a session ends on its day, however often its pages are opened', async () => {
    const browser = await signIn(program, email)
    const [{ ends }] = (await program.rows<{ ends: Date }>(
      "update account_session set expires_at = expires_at - interval '3 days' returning expires_at as ends",
    )) as [{ ends: Date }]
    for (const page of ['/account', '/account/second-factor', '/me', '/']) await browser.get(page)
    await browser.post('/account/sessions/others/end')
    await browser.post('/account/passkeys/registration')
    expect(await program.rows('select expires_at as ends from account_session')).toEqual([{ ends }])
    await program.rows('update account_session set expires_at = now()')
    expect((await browser.get('/account')).statusCode).toBe(303)
  })

  test('whoever finds a computer that was signed in an hour ago ends no session and adds no factor: signing in comes first', async () => {
    const phone = await signIn(program, email)
    const desk = await signIn(program, email)
    await addApp(desk)
    await program.rows(
      "update account_session set created_at = created_at - interval '1 hour', strong_at = strong_at - interval '1 hour'",
    )
    const [{ id }] = (await program.rows<{ id: string }>('select id from account_session order by created_at')) as [
      { id: string },
    ]
    const acts = [`/account/sessions/${id}/end`, '/account/sessions/others/end', '/account/second-factor/totp/start']
    for (const path of [...acts, '/account/passkeys/registration', `/account/passkeys/${id}/removal`]) {
      const { statusCode, headers } = await desk.post(path)
      expect([path, statusCode, headers.location]).toEqual([path, 303, expect.stringContaining('/sign-in?next=')])
    }
    expect((await desk.get('/account/second-factor')).headers.location).toContain('/sign-in?next=')
    expect((await phone.get('/account')).statusCode).toBe(200)
    expect(await program.rows('select count(*)::int as n from account_session')).toEqual([{ n: 2 }])
  })

  test('nobody ends the session of another', async () => {
    const victim = await signIn(program, email)
    const [{ id }] = (await program.rows<{ id: string }>('select id from account_session')) as [{ id: string }]
    const attacker = await signIn(program, 'other@example.org')
    await attacker.post(`/account/sessions/${id}/end`)
    expect((await victim.get('/account')).statusCode).toBe(200)
  })
})

describe('a second factor', () => {
  test('an app is added by its first code, and makes the session strong under a new token', async () => {
    const browser = await signIn(program, email)
    const before = browser.cookies.get('session')
    const { recoveryCodes } = await addApp(browser)
    expect(recoveryCodes).toHaveLength(10)
    expect(browser.cookies.get('session')).not.toBe(before)
    const [row] = await program.rows<{ strong: boolean }>('select strong_at is not null as strong from account_session')
    expect(row!.strong).toBe(true)
  })

  test('a code of the app counts once, also for whoever sends it at the same moment', async () => {
    const browser = await signIn(program, email)
    const { secret } = await addApp(browser)
    const next = totp(secret, Date.now() + 30_000)
    const others: Visitor[] = []
    for (let n = 0; n < 5; n++) others.push(await signIn(program, email))
    const prove = (one: Visitor, code: string) => one.post('/account/second-factor/totp', { code })
    // The one by which it was added.
    expect((await prove(others[0]!, totp(secret))).statusCode).toBe(422)
    const answers = await Promise.all(others.map((one) => prove(one, next)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422, 422, 422])
  })

  test('a wrong digit while the app is linked asks again, with the same secret and the same recovery codes', async () => {
    const browser = await signIn(program, email)
    const page = (await browser.post('/account/second-factor/totp/start')).body
    const codes = [...page.matchAll(/<code[^>]*>([^<]+)<\/code>/g)].map(([, code]) => code!)
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)![1]!.replaceAll('&amp;', '&')
    const sent = { uri: hidden('uri'), codes: hidden('codes') }
    const again = await browser.post('/account/second-factor/totp', { code: '000000', ...sent })
    expect(again.statusCode).toBe(422)
    for (const code of codes) expect(again.body).toContain(code)
    expect((await browser.post('/account/second-factor/totp', { code: totp(codes[0]!), ...sent })).statusCode).toBe(303)
  })

  test('later a code of the app is asked, and a wrong one refused', async () => {
    const { secret } = await addApp(await signIn(program, email))
    const browser = await signIn(program, email)
    expect((await browser.get('/account/second-factor')).body).toContain('/account/second-factor/recovery')
    expect((await browser.post('/account/second-factor/totp', { code: '000000' })).statusCode).toBe(422)
    const code = totp(secret, Date.now() + 30_000)
    expect((await browser.post('/account/second-factor/totp', { code })).statusCode).toBe(303)
  })

  test('a recovery code works once', async () => {
    const { recoveryCodes } = await addApp(await signIn(program, email))
    const recovery = recoveryCodes[0]!
    const browser = await signIn(program, email)
    expect((await browser.post('/account/second-factor/recovery', { recovery })).statusCode).toBe(303)
    const again = await signIn(program, email)
    expect((await again.post('/account/second-factor/recovery', { recovery })).statusCode).toBe(422)
  })

  test('who reads the mailbox alone cannot add a factor of his own beside the first', async () => {
    await addApp(await signIn(program, email))
    const thief = await signIn(program, email)
    expect((await thief.post('/account/second-factor/totp/start')).statusCode).toBe(403)
    expect((await thief.post('/account/passkeys/registration')).statusCode).toBe(403)
  })

  test('the secret and the recovery codes do not stand in the database as they are', async () => {
    const { secret, recoveryCodes } = await addApp(await signIn(program, email))
    const kept = JSON.stringify(await program.rows('select * from account_totp'))
    for (const hidden of [secret, ...recoveryCodes]) expect(kept).not.toContain(hidden)
  })

  test('codes of the app cannot be tried for ever', async () => {
    await addApp(await signIn(program, email))
    const browser = await signIn(program, email)
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await browser.post('/account/second-factor/totp', { code: '000000' })).statusCode)
    expect(statuses.at(-1)).toBe(429)
  })
})

describe('the log', () => {
  /** What it was told of proofs, in order. */
  const proofs = () =>
    program.logged.flatMap(({ factor, msg }) => (factor ? [`${String(factor)}: ${String(msg).split(' ').at(-1)}`] : []))

  test('is told of every proof, by what, and whether it was right; and names nobody', async () => {
    const browser = await signIn(program, email)
    const { secret, recoveryCodes } = await addApp(browser)
    const [recovery] = recoveryCodes as [string]
    const again = await signIn(program, email)
    await again.post('/account/second-factor/totp', { code: '000000' })
    await again.post('/account/second-factor/recovery', { recovery: 'x' })
    await again.send('POST', '/account/passkeys/proof', { response: { id: 'x' } })
    await again.post('/account/second-factor/recovery', { recovery })
    await again.post('/account/address', { email: 'other@example.org' })
    await again.post('/account/address/code', { code: '00000000' })
    await again.post('/sign-in', { email })
    await again.post('/sign-in/code', { code: '00000000' })
    expect(proofs()).toEqual([
      'mail: right',
      'app: right',
      'mail: right',
      'app: wrong',
      'recovery: wrong',
      'passkey: wrong',
      'recovery: right',
      'move: wrong',
      'mail: wrong',
    ])
    const told = JSON.stringify(program.logged)
    for (const secrets of [email, 'other@', secret, recovery, '00000000']) expect(told).not.toContain(secrets)
    // Those of one mailbox are seen to be of one.
    expect(new Set(program.logged.flatMap(({ mailbox }) => (mailbox ? [mailbox] : [])))).toHaveLength(2)
  })

  test('is told who was kept from what', async () => {
    const browser = await signIn(program, email)
    await browser.get('/staff/people')
    await visitorOf(program).send('POST', '/api/v1/people', { email })
    for (let n = 0; n < 11; n++) await browser.post('/account/second-factor/recovery', { recovery: 'x' })
    const account = expect.stringMatching(/^[0-9a-f-]{36}$/)
    const refused = program.logged.filter(({ msg }) => msg === 'refused')
    expect(refused).toMatchObject([
      { route: '/staff/people', status: 403, why: 'error.denied', account },
      { route: '/api/v1/people', status: 401, why: 'error.sign-in' },
      { route: '/account/second-factor/recovery', status: 429, why: 'error.too-many', account },
    ])
    expect(refused[1]).not.toHaveProperty('account')
  })
})
