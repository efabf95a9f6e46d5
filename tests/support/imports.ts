import { until, type TestProgram } from './program.ts'
import type { Visitor } from './staff.ts'

/** Sends a file as a browser's form does. */
export async function upload(
  program: TestProgram,
  browser: Visitor,
  { name, content }: { name: string; content: string | Buffer },
) {
  const boundary = 'appui-test-boundary'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)])
  return program.server.inject({
    method: 'POST',
    url: '/staff/imports',
    payload,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      cookie: Array.from(browser.cookies, ([key, value]) => `${key}=${value}`).join('; '),
    },
  })
}

/** The form on which it is said what a file holds, filled in. */
export const SAID = {
  origin: 'own-tool',
  basis: 'consent',
  proof: 'Formulaire du site de 2015',
  dates: 'iso',
  country: 'FR',
  wording: 'Je veux recevoir les nouvelles.',
  agreed_on: '2015-06-01',
  'says.news': 'column',
  'says.calls': 'column',
}

/** The way of a file from its upload to where it was tried. */
export async function tried(
  program: TestProgram,
  browser: Visitor,
  file: { name: string; content: string | Buffer; said?: Record<string, string> },
): Promise<string> {
  const path = (await upload(program, browser, file)).headers.location
  if (!path) throw new Error('The file was not received')
  const id = path.split('/').at(-1)!
  const page = (await browser.get(path)).body
  const chosen = [...page.matchAll(/name="(map\.\d+)".*?<\/select>/gs)].map(([select, name]) => [
    name!,
    /<option value="([^"]*)" selected/.exec(select)?.[1] ?? 'ignore',
  ])
  await browser.post(`${path}/mapping`, { ...SAID, ...Object.fromEntries(chosen), ...file.said })
  await stateOf(program, id, 'tried', 'failed')
  return id
}

/** All the way: tried, then brought in. */
export async function imported(
  program: TestProgram,
  browser: Visitor,
  file: { name: string; content: string | Buffer; said?: Record<string, string> },
): Promise<string> {
  const id = await tried(program, browser, file)
  await browser.post(`/staff/imports/${id}/start`)
  await stateOf(program, id, 'done', 'failed')
  return id
}

export async function stateOf(program: TestProgram, id: string, ...states: string[]): Promise<string> {
  return until(
    async () => {
      const [row] = await program.rows<{ state: string }>('select state from import where id = $1', [id])
      return row && states.includes(row.state) ? row.state : undefined
    },
    `an import that is ${states.join(' or ')}`,
  )
}
