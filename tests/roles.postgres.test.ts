import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from './support/process.ts'
import { openTestDatabase, until } from './support/program.ts'
import { smtpServer } from './support/smtp.ts'

const SECRET = 'b1946ac92492d2347c6235b4d2611184b1946ac9'

test('two web processes take signatures, two workers send their mails, each once', async () => {
  const { database, drop, url } = await openTestDatabase()
  await database.close()
  onTestFinished(drop)
  const received: string[] = []
  const smtp = await smtpServer((to) => received.push(...to))
  const start = (APPUI_ROLE: string) =>
    startServer({
      DATABASE_URL: url!,
      SECRET,
      APPUI_ROLE,
      MAIL_URL: smtp.url,
      DATA_DIR: mkdtempSync(join(tmpdir(), 'appui-role-')),
    })
  const [web, other, ...workers] = [await start('web'), await start('web'), await start('worker'), await start('worker')]

  const addresses = Array.from({ length: 60 }, (_, i) => `p${i}@example.org`)
  const answers = await Promise.all(
    addresses.map((email, i) => {
      const body = JSON.stringify({ email, given_name: 'Zoé', postal_code: '69003', consents: {} })
      const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.0.${i}` }
      return fetch(`${(i % 2 ? web! : other!).base}/api/v1/signatures`, { method: 'POST', body, headers })
    }),
  )
  expect(answers.every(({ status }) => status === 202)).toBe(true)
  await until(async () => received.length >= 60 || undefined, '60 mails')
  for (const server of [web!, other!, ...workers]) await server.kill('SIGTERM')
  expect(received.toSorted()).toEqual(addresses.toSorted())
  await smtp.close()
})
