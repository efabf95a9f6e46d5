import { expect, test } from 'vitest'
import { linkIn, useProgram } from '../../../../tests/support/program.ts'
import { asking, proxiesIn } from '../../../../tests/support/proxies.ts'
import { postForm, sendForm } from '../../../../tests/support/signing.ts'
import { MAILS_FROM_ANYWHERE } from '../../people/core/rules.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { vote, ask, hold, matches, mailTo, answer, clock, later } = proxiesIn(program)

const bodyOf = async (url: string) => (await server.inject(url)).body

test('from asking to forgetting: a mail, a match, two yeses, two numbers, established, and nothing left the day after', async () => {
  const election = await vote(30)
  const zoe = await ask(election, { phone: '06 99 38 00 11', station: 'n° 0012' })
  const hal = await hold(election, { phone: '+33 6 99 38 00 22' })
  const asked = await mailTo(hal.email, /cherche quelqu’un/)
  expect(asked.text).toContain('Zoé')
  expect(asked.text).not.toContain('0011')
  const holderPage = linkIn(asked, '/vote/proxy/holders/')
  const proposed = await mailTo(zoe.email, /pourrait voter pour vous/)
  expect(linkIn(proposed, '/vote/proxy/asks/')).toBe(zoe.page)
  const [one] = await matches()
  const numbersHidden = async () => {
    expect(await bodyOf(zoe.page)).not.toContain('+33699380022')
    expect(await bodyOf(holderPage)).not.toContain('+33699380011')
  }
  await numbersHidden()
  expect((await answer(holderPage, true, one!.id)).statusCode).toBe(303)
  await numbersHidden()
  expect((await answer(zoe.page, true, one!.id)).statusCode).toBe(303)
  expect(await bodyOf(zoe.page)).toContain('tel:+33699380022')
  expect(await bodyOf(holderPage)).toContain('tel:+33699380011')
  await mailTo(zoe.email, /a dit oui/)
  await mailTo(hal.email, /entendu/)
  expect((await postForm(program, `${zoe.page}/established`, {})).statusCode).toBe(303)
  await mailTo(hal.email, /est établie/)
  expect((await hal.get('/me/proxies')).body).toContain('La procuration est établie')
  later(30)
  await clock()
  expect(await rows('select 1 from proxy_ask')).toHaveLength(1)
  later(1)
  await clock()
  for (const table of ['proxy_ask', 'proxy_holder', 'proxy_match', 'proxy_mandate', 'proxy_round'])
    expect(await rows(`select 1 from ${table}`), table).toHaveLength(0)
  expect((await server.inject(zoe.page)).statusCode).toBe(404)
  expect((await server.inject(holderPage)).statusCode).toBe(404)
})

test('a mailbox gets few mails that ask to confirm in a day, from however many networks it is typed', async () => {
  const election = await vote()
  const ask = (email: string, n: number) =>
    sendForm(program, { url: '/vote/proxy', fields: asking(election, { email }), headers: { 'x-forwarded-for': `203.0.${n}.1` } })
  for (let n = 0; n < MAILS_FROM_ANYWHERE + 2; n += 1) await ask('ana@example.org', n)
  const left = () => rows("select 1 from pgboss.job where name = 'proxies.ask-mail' and state < 'completed'")
  await expect.poll(left, { timeout: 10_000 }).toHaveLength(0)
  const to = (await program.mails()).flatMap((mail) => mail.to?.map(({ address }) => address) ?? [])
  expect(to.filter((address) => address === 'ana@example.org')).toHaveLength(MAILS_FROM_ANYWHERE)
})
