import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn } from '../../../../tests/support/holding.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import type { Given } from '#platform/http/field-shapes'
import { DECLARED, FIELD_NAMES } from './declared.ts'
import type { Field } from './fields.ts'
import { BESIDE } from './rules/changing.ts'
import { texts } from './texts.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { dayIn, heldBy, mailTo, visit } = holdingIn(program)

const FR = { t: texts.in('fr'), locale: 'fr' } as const
/** What takes every field: online as well as in a town. */
const FORM = { ...EVENT_FORM, attendance: 'both', online_url: 'https://visio.example.org/avant' }

/** Something that a field may hold, and did not before. */
function sampleOf(name: string, { control, form }: Field): Given {
  if (control.as === 'number') return '7'
  if (control.as === 'choice') return control.options(FR).at(-1)!.value
  if (control.as === 'boxes') return { [control.options(FR)[0]!.value]: 'true' }
  const pattern = new RegExp('pattern' in form ? String(form.pattern) : '')
  return [`Essai ${name}`, `https://example.org/essai/${name}`].find((sample) => pattern.test(sample))
}

const CASES = DECLARED.map(([name, field]) => {
  const value = field.read(sampleOf(name, field))
  return { name, ...field, value, inForm: field.typed(value, name), said: field.say(value, FR).join(', ') }
})
const VALUES = Object.fromEntries(CASES.map(({ name, value }) => [name, value]))
const TYPED: Record<string, string> = Object.assign({}, ...CASES.map(({ inForm }) => inForm))

/** What the control of that name shows in a page; undefined: it stands nowhere. */
function shownBy(body: string, control: string): string | undefined {
  const found = new RegExp(`<(\\w+)([^>]*) name="${RegExp.escape(control)}"([^]*)`).exec(body)
  const [, tag, before = '', rest = ''] = found ?? []
  const until = (end: string) => rest.slice(0, rest.indexOf(end))
  if (tag === 'textarea') return until('</').split('>')[1]
  if (tag === 'select') return /value="([^"]*)" selected/.exec(until('</select'))?.[1]
  if (before.includes('checkbox')) return until('>').includes(' checked') ? 'true' : ''
  return found ? (/value="([^"]*)"/.exec(until('>'))?.[1] ?? '') : undefined
}

test('each field is asked, kept, given to the rest of its series, shown again, and stands in what one takes along', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { ...FORM, repeat: 'week', times: '2' })
  const fresh = (await zoe.get('/events/new')).body
  expect((await zoe.post(`${path}/settings`, { ...FORM, day: dayIn(3), ...TYPED, following: 'true' })).statusCode).toBe(303)
  expect(await rows(`select ${FIELD_NAMES.join()} from event`)).toEqual([VALUES, VALUES])
  const again = (await zoe.get(`${path}/settings`)).body
  const shownIn = (body: string) => Object.fromEntries(Object.keys(TYPED).map((control) => [control, shownBy(body, control)]))
  expect(Object.values(shownIn(fresh))).not.toContain(undefined)
  expect(shownIn(again)).toEqual(TYPED)
  for (const { label } of CASES) expect(fresh).toContain(FR.t(label))
  const own = JSON.parse((await zoe.get('/me/data.json')).body) as { event: object[] }
  expect(own.event).toMatchObject([VALUES, VALUES])
})

test('each field is read by whom it is for: anybody, who is in charge, who holds the event or a place; other software gets what is listed', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { ...FORM, ...TYPED })
  const own = await visit(path, 'rosa@example.org')
  const isIn = (text: string) => CASES.filter(({ shown, said }) => shown !== 'own' && text.includes(said)).map(({ name }) => name)
  const which = (is: (one: (typeof CASES)[number]) => boolean) => CASES.filter(is).map(({ name }) => name)
  const byAnybody = which(({ shown }) => ['fact', 'access'].includes(shown))
  const goesAlong = which(({ shown, mailed }) => shown === 'coming' || (shown !== 'own' && mailed !== undefined))
  expect(isIn((await server.inject(path)).body)).toEqual(byAnybody)
  expect(isIn((await zoe.get(path)).body)).toEqual(which(({ shown }) => shown !== 'own'))
  const chief = await staffMember(program, 'administrator')
  expect(isIn((await chief.get(`/staff${path}`)).body)).toEqual(byAnybody)
  expect(isIn((await server.inject(own)).body)).toEqual(goesAlong)
  expect(isIn((await mailTo('rosa@example.org', /^C’est noté/)).text!)).toEqual(goesAlong)
  const [listed] = (JSON.parse((await server.inject('/api/v1/events')).body) as { events: object[] }).events
  // The title heads every list, by code of its own.
  expect(FIELD_NAMES.filter((name) => name in listed!)).toEqual(which(({ name, listed }) => name === 'title' || listed === true))
  for (const { name, value } of CASES.filter(({ listed }) => listed)) expect(listed).toHaveProperty(name, value)
})

test.each(CASES)('another $name is told who comes where it says so, and only there', async ({ inForm, mailed }) => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, FORM)
  if (mailed === 'told') await visit(path, 'rosa@example.org')
  await zoe.post(`${path}/settings`, { ...FORM, day: dayIn(3), ...inForm })
  expect(await rows('select version from event')).toEqual([{ version: mailed === 'told' ? 2 : 1 }])
  if (mailed === 'told') await mailTo('rosa@example.org', /^Changement/)
})

test('what is too long for a field is told beside it', async () => {
  const zoe = await signer(program, 'Zoe')
  for (const { name, control } of CASES) {
    if (!('most' in control)) continue
    const refused = await zoe.post('/events', { ...FORM, day: dayIn(3), [name]: '9'.repeat(control.most + 1) })
    expect([name, refused.statusCode]).toEqual([name, 422])
    expect(refused.body).toContain(`id="field-${name}-error"`)
  }
})

/** What is no field: when it is, and what the program keeps of it. */
const KEPT =
  `id starts_at ends_at m taken waiting orphaned_at waived_at series_id detached version created_by created_at changed_at published_at
  cancelled_at cancel_reason unlisted_at unlist_reason picture_at listed`.split(/\s+/)

test('each column of an event is declared, or hangs together with others, or is kept by the program', async () => {
  const columns = await rows<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'event' and table_schema = current_schema()",
  )
  const known = [...FIELD_NAMES, ...BESIDE, ...KEPT]
  expect(columns.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
})
