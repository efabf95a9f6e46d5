import { expect, test } from 'vitest'
import { addEvent } from './support/events.ts'
import { found, signer } from './support/groups.ts'
import { useProgram } from './support/program.ts'
import { staffMember, type Visitor } from './support/staff.ts'

const program = await useProgram()
const { rows } = program

/** A mandate at each level around Lyon, and beside it. Auvergne-Rhône-Alpes is region 84. */
const LEVELS = {
  everywhere: { territory: {}, sees: true },
  'the country': { territory: { area_id: 'FR' }, sees: true },
  'the region': { territory: { area_id: 'FR-R84' }, sees: true },
  'the department': { territory: { area_id: 'FR-69' }, sees: true },
  'the town': { territory: { place_id: 'FR-69123' }, sees: true },
  'another town of the department': { territory: { place_id: 'FR-69266' }, sees: false },
  'another department': { territory: { area_id: 'FR-38' }, sees: false },
  'another country': { territory: { area_id: 'BE' }, sees: false },
}

type List = (staff: Visitor) => Promise<boolean>

const page = (path: string, words: string) => async (staff: Visitor) => (await staff.get(path)).body.includes(words)

/** Each list that staff look at, and whether what is in Lyon stands in it. */
const LISTS: Record<string, List> = {
  people: async (staff) => (await staff.post('/staff/people', { q: 'Zoelyon' })).body.includes('Durand'),
  groups: page('/staff/groups', 'Groupe de Lyon'),
  needs: page('/staff/needs', 'Une salle'),
  events: page('/staff/events', 'Tracts au marché'),
  offers: page('/offers?where=69003', 'Avec plaisir'),
  deeds: page('/staff/deeds.csv', 'canvass'),
  duplicates: page('/staff/duplicates', 'Zoelyon'),
}

/** Somebody in Lyon who leads a group that needs something, holds events, offers help, and stands in the file twice. */
async function lyon(): Promise<void> {
  const zoe = await signer(program, 'Zoelyon')
  const twin = await signer(program, 'Zoelyon')
  const group = await found(program, [zoe.person], { name: 'Groupe de Lyon' })
  const meeting = crypto.randomUUID()
  await rows("insert into meeting (id, group_id, starts_at, set_at) values ($1, $2, now() - interval '1 day', now())", [
    meeting,
    group,
  ])
  await rows("insert into group_need (meeting_id, words, asked_at) values ($1, 'Une salle', now())", [meeting])
  await addEvent(program, zoe.person, { type: 'canvass' })
  const past = await addEvent(program, zoe.person, { inHours: 1, hours: 1, type: 'canvass' })
  program.clock.now = new Date(program.clock.now.getTime() + 3 * 3_600_000)
  await zoe.post(`/events/${past}/report`, { present: '7' })
  await zoe.post('/me/offer', { where: 'Lyon', km: '20', most: '2', 'shown[staff]': 'true', words: 'Avec plaisir' })
  const [a, b] = [zoe.person, twin.person].toSorted()
  await rows("insert into duplicate_suggestion (a, b, reasons, found_at) values ($1, $2, array['name-and-town'], now())", [a, b])
}

/** Who looks at offers is a person of the file herself. */
async function coordinator(territory: { area_id?: string; place_id?: string }): Promise<Visitor> {
  const staff = await staffMember(program, 'coordinator', territory)
  const own = await signer(program, 'Staff', 'FR-13055')
  await rows("update contact_point set value = $1 where person_id = $2 and kind = 'email'", [staff.email, own.person])
  return staff
}

test('every list shows what lies in a mandate of any level, and nothing else', { timeout: 60_000 }, async () => {
  await lyon()
  const wrong: string[] = []
  for (const [level, { territory, sees }] of Object.entries(LEVELS)) {
    const staff = await coordinator(territory)
    for (const [list, shows] of Object.entries(LISTS))
      if ((await shows(staff)) !== sees) wrong.push(`${list}: a mandate for ${level} ${sees ? 'sees nothing' : 'sees it'}`)
  }
  expect(wrong).toEqual([])
})
