import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { badSmtpServer, type Fault } from '../../../tests/support/smtp-faults.ts'
import { smtpServer } from '../../../tests/support/smtp.ts'
import { type Mail, openMailer } from './mail.ts'

const letter: Mail = {
  to: 'zoe@example.org',
  subject: 'Été · «ça va»',
  text: 'Bonjour',
  html: '<p>Bonjour</p>',
  id: 'letter-1',
  unsubscribe: 'https://example.org/leave/x',
}
const settings = () => ({
  mailUrl: undefined as string | undefined,
  dataDir: mkdtempSync(join(tmpdir(), 'appui-')),
  publicUrl: 'https://example.org',
  from: () => ({ name: 'La Belle Saison', address: 'contact@example.org' }),
})

test('a message on disk is whole: both parts, one recipient, who sends, how to stop', async () => {
  const own = settings()
  await openMailer(own).send(letter)
  const raw = readFileSync(join(own.dataDir, 'outbox', 'letter-1.eml'))
  const mail = await PostalMime.parse(raw)

  expect(mail).toMatchObject({
    subject: letter.subject,
    messageId: '<letter-1@example.org>',
    from: { name: 'La Belle Saison', address: 'contact@example.org' },
  })
  expect(mail.to).toHaveLength(1)
  expect(mail.text?.trim()).toBe('Bonjour')
  expect(mail.html?.trim()).toBe('<p>Bonjour</p>')
  expect(raw.toString()).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
  expect(raw.toString()).toMatch(/\r\n\r\n/)
})

test('the same message again replaces itself', async () => {
  const own = settings()
  const mailer = openMailer(own)
  await mailer.send(letter)
  await mailer.send(letter)
  expect(readdirSync(join(own.dataDir, 'outbox'))).toEqual(['letter-1.eml'])
})

test('CR LF in a subject or an address adds no header and no recipient', async () => {
  const own = settings()
  const mailer = openMailer(own)
  await mailer.send({ ...letter, subject: 'Hello\r\nBcc: all@example.org\r\n\r\nSpam' })
  await mailer.send({ ...letter, id: 'letter-2', to: 'zoe@example.org\r\nBcc: all@example.org' })
  for (const file of ['letter-1.eml', 'letter-2.eml']) {
    const mail = await PostalMime.parse(readFileSync(join(own.dataDir, 'outbox', file)))
    expect(mail.bcc ?? []).toEqual([])
    expect(mail.to).toHaveLength(1)
    expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
  }
})

test('a list of addresses is one wrong address, not many recipients', async () => {
  const received: string[][] = []
  const { url, close } = await smtpServer((to) => received.push(to))
  const mailer = openMailer({ ...settings(), mailUrl: url })
  await mailer.send({ ...letter, to: 'a@example.org, b@example.org' }).catch(() => {})
  expect(received.flat()).not.toContain('b@example.org')
  mailer.close()
  await close()
})

test('by SMTP a server gets the message, to its one recipient', async () => {
  const received: { to: string[]; raw: string }[] = []
  const { url, close } = await smtpServer((to, raw) => received.push({ to, raw }))
  const mailer = openMailer({ ...settings(), mailUrl: url })
  await mailer.send(letter)
  expect(received).toHaveLength(1)
  expect(received[0]!.to).toEqual(['zoe@example.org'])
  expect(await PostalMime.parse(received[0]!.raw)).toMatchObject({ subject: letter.subject, messageId: '<letter-1@example.org>' })
  mailer.close()
  await close()
})

test('a server that is down is an error, so that the job is tried again', async () => {
  const { url, close } = await smtpServer(() => {})
  await close()
  await expect(openMailer({ ...settings(), mailUrl: url }).send(letter)).rejects.toThrow(/ECONNREFUSED/)
})

test('an outbox that cannot be written is an error that says which', async () => {
  await expect(openMailer({ ...settings(), dataDir: '/dev/null' }).send(letter)).rejects.toThrow(/ENOTDIR.*outbox/)
})

test('nothing is sent to a server that offers no TLS where TLS is asked for', async () => {
  const got: string[] = []
  const server = await smtpServer((_to, raw) => got.push(raw))
  // Another name of this machine, which is not known for its own: as one elsewhere.
  for (const mailUrl of [`${server.url}?requireTLS=true`, `smtp://0.0.0.0:${server.port}`]) {
    const mailer = openMailer({ ...settings(), mailUrl })
    await expect(mailer.send(letter)).rejects.toThrow(/STARTTLS/)
    mailer.close()
  }
  expect(got).toEqual([])
  await server.close()
})

test('a letter that is tried again while it is under way, or after the server took it, leaves once; one that failed leaves again', async () => {
  const faults: Fault[] = ['ok', 'full', 'ok']
  const bad = await badSmtpServer(0, () => faults.shift() ?? 'ok', 50)
  const mailer = openMailer({ ...settings(), mailUrl: `smtp://127.0.0.1:${bad.port}` })
  await Promise.all([mailer.send(letter), mailer.send(letter)])
  await mailer.send(letter)
  expect(bad.accepted).toEqual(['letter-1'])
  await expect(mailer.send({ ...letter, id: 'letter-2' })).rejects.toThrow('no room')
  await mailer.send({ ...letter, id: 'letter-2' })
  expect(bad.accepted).toEqual(['letter-1', 'letter-2'])
  mailer.close()
  await bad.close()
})
