import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { afterAll, expect, test } from 'vitest'
import { readers } from '../../../../tests/support/mailing.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { smtpServer } from '../../../../tests/support/smtp.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const folder = mkdtempSync(join(tmpdir(), 'appui-dkim-'))
writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))

const taken: { to: string[]; raw: string }[] = []
const server = await smtpServer((to, raw) => void taken.push({ to, raw }))
afterAll(() => server.close())

const program = await useProgram({
  working: true,
  env: {
    MAIL_URL: server.url,
    MOVEMENT_CONTACT: 'bonjour@example.org',
    DKIM_KEY_FILE: join(folder, 'key.pem'),
    DKIM_SELECTOR: 'lettres',
    DKIM_DOMAIN: 'example.org',
  },
})

const key = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64')
const verified = async (raw: string) => {
  const resolver = async (name: string) => (name === 'lettres._domainkey.example.org' ? [[`v=DKIM1; k=rsa; p=${key}`]] : [])
  const { results } = await dkimVerify(Buffer.from(raw), { resolver })
  return results.map(({ status }: { status: { result: string } }) => status.result)
}

test('letters leave by a real server, signed as a second program reads it, each under the Message-ID that it always has', async () => {
  await readers(program, 2)
  const staff = await staffMember(program, 'staff')
  const path = String((await staff.post('/staff/letters', { title: 'Été' })).headers.location)
  const words = 'Nous serons sur la place à dix-huit heures, et nous parlerons de la suite : venez, et dites-le autour de vous.'
  await staff.post(`${path}?in=fr`, {
    version: '1',
    title: 'Été',
    subject: 'Un été à nous',
    preheader: 'Sur la place',
    'blocks.0.type': 'text',
    'blocks.0.markdown': words,
  })
  const page = String((await staff.post(`${path}/freeze`)).headers.location)
  const id = page.split('/').at(-1)
  const becomes = (state: string) =>
    until(
      async () =>
        (await program.rows('select id from mailing where id = $1 and state = $2', [id, state])).length ? true : undefined,
      state,
    )
  await becomes('ready')
  await staff.post(`${page}/begin`)
  await becomes('done')
  const letters = taken.filter(({ raw }) => raw.includes('List-Unsubscribe-Post'))
  expect(letters.map(({ to }) => to[0]).toSorted()).toEqual(['reader0@gmail.com', 'reader1@example.org'])
  for (const { raw } of letters) {
    expect(await verified(raw)).toEqual(['pass'])
    expect(await verified(raw.replace('Sur la place', 'Sous la place'))).not.toEqual(['pass'])
  }
  const ids = letters.map(({ raw }) => /^Message-ID: <([^>]+)>/m.exec(raw)![1])
  expect(new Set(ids).size).toBe(2)
})
