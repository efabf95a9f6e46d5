import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { codeFor, visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ env: { PUBLIC_URL: 'https://belle-saison.example' }, working: true })
const email = 'zoe@example.org'

test('over HTTPS each cookie is of this host alone, sent over HTTPS alone, and read by no script', async () => {
  const browser = visitorOf(program)
  const asked = await browser.post('/sign-in', { email })
  const opened = await browser.post('/sign-in/code', { code: await codeFor(program, email) })
  const said = await browser.post('/account/sessions/others/end')
  const shown = await browser.get('/account')
  const challenged = await browser.send('POST', '/account/passkeys/challenge')
  const ended = await browser.post('/sign-out')
  const lines = [asked, opened, said, shown, challenged, ended].flatMap(({ headers }) => headers['set-cookie'] ?? [])
  const names = new Set(lines.map((line) => line.split('=', 1)[0]))
  for (const name of ['asking', 'signed-in-before', 'session', 'said', 'appui.better-auth-passkey'])
    expect(names).toContain(`__Host-${name}`)
  for (const line of lines) {
    expect(line).toMatch(/^__Host-/)
    expect(line.split('; ')).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']))
    expect(line).not.toContain('Domain=')
  }
})
