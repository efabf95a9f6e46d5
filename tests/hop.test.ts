import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { Spool } from '../hop/spool.ts'
import { openSession, type Session } from '../src/platform/smtp/session.ts'
import { startHop } from './support/hop.ts'
import { scriptedServer } from './support/smtp-script.ts'

const ownFolder = () => mkdtempSync(join(tmpdir(), 'appui-hop-'))
const to = (port: number) => openSession({ host: '127.0.0.1', port, tls: 'never', name: 'us.example' })
const letter = (n: number, text = `.Bonjour ${n} é\r\n.\r\n\r\nfin  \t\r\n`) => ({
  from: 'b@example.org',
  to: `p${n}@example.org`,
  data: Buffer.from(`Subject: a\r\nMessage-ID: <${n}@x>\r\n\r\n${text}`),
})
const idOf = (data: string) => Number(/^Message-ID: <(\d+)@/m.exec(data)?.[1])
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function running(next: number, settings: Partial<Parameters<typeof startHop>[0]> = {}) {
  const dir = ownFolder()
  const hop = await startHop({ dir, next, ...settings })
  onTestFinished(() => hop.kill())
  return { ...hop, dir }
}

test('a letter is handed on once, octet for octet, however often it comes', async () => {
  const next = await scriptedServer()
  onTestFinished(next.close)
  const hop = await running(next.port)
  const session = await to(hop.port)
  const outcomes = await Promise.all([1, 2, 1, 1, 2, 3].map((n) => session.send(letter(n))))
  expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 6 }, () => 'accepted'))
  await until(() => next.stored.length >= 3)
  expect(await session.send(letter(2))).toMatchObject({ kind: 'accepted' })
  // The same letter to somebody else is another.
  expect(await session.send({ ...letter(1), to: 'other@example.org' })).toMatchObject({ kind: 'accepted' })
  await until(() => next.stored.length >= 4)
  await session.close()
  expect(next.stored.map(idOf).toSorted()).toEqual([1, 1, 2, 3])
  expect(next.stored.filter((data) => idOf(data) === 2)).toEqual([letter(2).data.toString('latin1')])
  expect(
    next.heard
      .map(({ line }) => line)
      .filter((line) => line.startsWith('RCPT'))
      .toSorted(),
  ).toEqual(['other', 'p1', 'p2', 'p3'].map((name) => `RCPT TO:<${name}@example.org>`))
})

test('what could be taken twice, or could not go on, is refused', async () => {
  const next = await scriptedServer()
  onTestFinished(next.close)
  const hop = await running(next.port)
  const session = await to(hop.port)
  const sent = (text: string) => session.send({ ...letter(1), data: Buffer.from(text) })
  for (const text of [
    'Subject: a\r\n\r\nMessage-ID: <1@x>\r\n',
    'Message-ID: <1@x>\r\nMessage-ID: <2@x>\r\n\r\na\r\n',
    'Message-ID: x\r\n\r\na\r\n',
  ])
    expect(await sent(text)).toMatchObject({ kind: 'refused', step: 'dot', reply: { code: 554, enhanced: '5.6.0' } })
  expect(await sent('Message-ID:\r\n <4@x>\r\n\r\na\r\n')).toMatchObject({ kind: 'accepted' })
  await session.close()
})

test('what the next hop puts off is tried later, and what it refuses is not', async () => {
  const next = await scriptedServer(({ step, line }) =>
    step !== 'RCPT'
      ? undefined
      : line.includes('p1')
        ? { say: '550 5.1.1 no' }
        : line.includes('p2')
          ? { say: '450 4.2.1 later' }
          : undefined,
  )
  onTestFinished(next.close)
  const hop = await running(next.port)
  const session = await to(hop.port)
  await Promise.all([1, 2, 3].map((n) => session.send(letter(n))))
  await session.close()
  await until(() => next.stored.map(idOf).includes(3) && hop.said.some(({ event }) => event === 'refused'))
  expect(hop.said.find(({ event }) => event === 'refused')).toMatchObject({ to: 'p1@example.org', answer: '550 5.1.1 no' })
  await hop.kill('SIGTERM')
  const spool = new Spool(hop.dir, 'resend')
  expect(spool.counts()).toEqual({ waiting: 1, given: 1, refused: 1 })
  expect(spool.begin(10, Date.now())).toEqual([])
  expect(spool.begin(10, Date.now() + 61_000)).toMatchObject([{ to: 'p2@example.org', attempts: 1 }])
  spool.close()
})

/** Sends letters as the sending room does when its hop takes each once: whatever is not surely taken goes again. */
async function sendAll(port: () => number, count: number): Promise<number> {
  let resent = 0
  const left = Array.from({ length: count }, (_, n) => n)
  const lane = async () => {
    let session: Session | undefined
    for (let n = left.shift(); n !== undefined; n = left.shift()) {
      for (;;) {
        session = session?.isOpen ? session : await to(port()).catch(() => undefined)
        const outcome = session && (await session.send(letter(n)))
        if (outcome?.kind === 'accepted') break
        if (outcome?.kind === 'uncertain') resent += 1
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
    await session?.close()
  }
  await Promise.all(Array.from({ length: 12 }, lane))
  return resent
}

/** Kills the hop at random while letters come in, and starts it again in the same folder. */
async function killing({ count, kills, next }: { count: number; kills: number; next: number }) {
  const dir = ownFolder()
  let hop = await startHop({ dir, next })
  let isSending = true
  let killed = 0
  const restarts = (async () => {
    while (isSending && killed < kills) {
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 250))
      await hop.kill()
      killed += 1
      hop = await startHop({ dir, next, port: hop.port })
    }
  })()
  const resent = await sendAll(() => hop.port, count)
  isSending = false
  await restarts
  onTestFinished(() => hop.kill())
  return { dir, hop, killed, resent }
}

test('a hop that is killed at random while letters come in loses none and takes none twice', async () => {
  const closed = await scriptedServer()
  await closed.close()
  const { dir, hop, killed, resent } = await killing({ count: 2_500, kills: 5, next: closed.port })
  expect(killed).toBeGreaterThan(1)
  await hop.kill()
  const next = await scriptedServer()
  onTestFinished(next.close)
  const again = await startHop({ dir, next: next.port })
  onTestFinished(() => again.kill())
  await until(() => next.stored.length >= 2_500)
  await again.kill('SIGTERM')
  const given = next.stored.map(idOf)
  expect({ resent, given: given.length, different: new Set(given).size }).toEqual({ resent, given: 2_500, different: 2_500 })
})

test('killed while letters go on too it loses none, and doubles none but those whose answer it never read', async () => {
  const next = await scriptedServer()
  onTestFinished(next.close)
  const { hop, killed } = await killing({ count: 2_500, kills: 5, next: next.port })
  await until(() => new Set(next.stored.map(idOf)).size >= 2_500)
  await hop.kill('SIGTERM')
  // Four sessions, of each the letters begun together (RFC 1047: the next hop had them, and nobody heard of it).
  expect(next.stored.length - 2_500).toBeLessThanOrEqual(killed * 4 * 3 * 2)
})

test('with park, what was under way when the hop was killed is never sent again by itself', async () => {
  const next = await scriptedServer(({ step }) => (step === 'dot' ? { silent: true } : undefined))
  onTestFinished(next.close)
  const hop = await running(next.port, { uncertain: 'park' })
  const session = await to(hop.port)
  await Promise.all([1, 2, 3, 4].map((n) => session.send(letter(n))))
  await until(() => next.stored.length >= 1)
  await hop.kill()
  const spool = new Spool(hop.dir, 'park')
  expect(spool.counts().parked).toBeGreaterThanOrEqual(next.stored.length)
  // What was not under way yet goes on.
  const again = spool.begin(10, Date.now() + 5_000).map(({ data }) => idOf(data.toString()))
  expect(next.stored.map(idOf).filter((id) => again.includes(id))).toEqual([])
  spool.close()
})

test.each(['resend', 'park'] as const)('what the next hop may have or not is dealt with as told: %s', async (uncertain) => {
  let isFirst = true
  const next = await scriptedServer(({ step }) => {
    if (step !== 'dot' || !isFirst) return undefined
    isFirst = false
    return { say: '', stores: false, closes: 'end' }
  })
  onTestFinished(next.close)
  const hop = await running(next.port, { uncertain })
  const session = await to(hop.port)
  await session.send(letter(1))
  await until(() => !isFirst)
  await session.send(letter(2))
  await until(() => next.stored.map(idOf).includes(2) && (uncertain === 'park' || next.stored.length === 2))
  await hop.kill('SIGTERM')
  const spool = new Spool(hop.dir, uncertain)
  expect(spool.counts()).toEqual(uncertain === 'park' ? { given: 1, parked: 1 } : { given: 2 })
  spool.close()
})

test('a letter for two is taken for the first of them alone', async () => {
  const next = await scriptedServer()
  onTestFinished(next.close)
  const hop = await running(next.port)
  const transport = createTransport({ host: '127.0.0.1', port: hop.port, ignoreTLS: true })
  const [one, other] = ['p1@example.org', 'p2@example.org']
  const sent = await transport.sendMail({ envelope: { from: 'b@example.org', to: [one!, other!] }, raw: letter(1).data })
  expect(sent).toMatchObject({ accepted: [one], rejected: [other] })
})

test('a claim is kept for seven days, and as long as its letter waits', () => {
  const spool = new Spool(ownFolder(), 'resend')
  const { from, to, data } = letter(1)
  const [day, take] = [86_400_000, (id: string, now: number) => spool.take([{ id, from, to, data }], now)]
  expect([take('<1@x>', 0), take('<1@x>', 1), take('<2@x>', 0)]).toEqual([1, 0, 1])
  spool.end([{ key: spool.begin(1, 5)[0]!.key, end: 'given', answer: '250' }])
  expect([spool.forget(7 * day), spool.forget(7 * day + 1)]).toEqual([0, 1])
  expect(take('<1@x>', 8 * day) + take('<2@x>', 8 * day)).toBe(1)
  spool.close()
})
