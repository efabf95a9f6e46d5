import { expect, test } from 'vitest'
import { popplerText, readPdf } from '../../../../tests/support/pdf.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const { rows } = program

const leaflet = async (where: string, path = '/vote/leaflet') => {
  const answer = await postForm(program, path, { where })
  return { answer, ...(await readPdf(answer.rawPayload)), poppler: popplerText(answer.rawPayload) }
}

test('the leaflet of a town has two pages and its own last days, where Saturday is the day of the vote too; a vote that moves takes them along', async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00' })
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  await chief.post(`/staff/elections/${id}/days`, { vote_on: '2027-04-17', closes: '18:00', territory: '987' })
  const lyon = await leaflet('Lyon (69)')
  expect(lyon.answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'referrer-policy': 'no-referrer',
    'cache-control': expect.stringContaining('no-store'),
  })
  expect(lyon.pages).toBe(2)
  for (const text of [lyon.text, lyon.poppler ?? lyon.text].map((one) => one.replace(/\s+/g, ' '))) {
    expect(text).toContain('dimanche 18 avril 2027')
    expect(text).toContain('mercredi 10 mars 2027')
    expect(text).toContain('vendredi 12 mars 2027')
    expect(text).toContain('jeudi 8 avril 2027')
    // No other day of these months, and nothing of a town beside hers.
    expect(text.match(/\d{1,2} (?:mars|avril) 2027/g)!.toSorted()).toEqual([
      '10 mars 2027',
      '12 mars 2027',
      '18 avril 2027',
      '8 avril 2027',
    ])
  }
  const papeete = await leaflet('Papeete')
  expect(papeete.text).toContain('samedi 17 avril 2027')
  expect(papeete.text).toContain('mercredi 7 avril 2027')
  expect((await chief.post(`/staff/elections/${id}/move`, { to: '2027-05-01' })).statusCode).toBe(303)
  const moved = await leaflet('Lyon (69)', '/en/vote/leaflet')
  expect(moved.text).toContain('2 May 2027')
  expect(moved.text).toContain('24 March 2027')
  expect(moved.text).not.toContain('10 March')
})
