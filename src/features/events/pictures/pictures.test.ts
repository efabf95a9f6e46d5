import sharp from 'sharp'
import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { photo, sendPicture } from '../../../../tests/support/pictures.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const { rows } = program

test('who holds an event shows a picture of it; others may not, staff of the territory take it away', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = `/events/${await addEvent(program, zoe.person)}`
  expect((await sendPicture(program, ana, { path, bytes: await photo() })).statusCode).toBe(403)
  expect((await sendPicture(program, zoe, { path, bytes: await photo() })).statusCode).toBe(303)
  const src = /src="(\/events\/[^"]+picture\.webp[^"]+)"/.exec((await program.server.inject(path)).body)![1]!
  const picture = await program.server.inject(src)
  expect(picture.headers['content-type']).toBe('image/webp')
  expect((await sharp(picture.rawPayload).metadata()).exif).toBeUndefined()
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-75' })
  expect((await elsewhere.post(`/staff${path}/picture/removal`)).statusCode).toBe(404)
  // Taken off the lists: only who holds it sees it, and no cache keeps it.
  await rows('update event set unlisted_at = now()')
  expect((await program.server.inject(src)).statusCode).toBe(404)
  expect((await zoe.get(src)).headers['cache-control']).toBe('private, no-store')
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get(`/staff${path}`)).body).toContain(`/staff${path}/picture/removal`)
  expect((await coordinator.get(`/staff${path}/picture.webp`)).headers['content-type']).toBe('image/webp')
  expect((await elsewhere.get(`/staff${path}/picture.webp`)).statusCode).toBe(404)
  await coordinator.post(`/staff${path}/picture/removal`)
  expect((await zoe.get(src)).statusCode).toBe(404)
  expect(await rows('select 1 from event_picture')).toHaveLength(0)
})

test('where an event is shared, a card says what, when and where anybody may know; and programs read the same', async () => {
  const zoe = await signer(program, 'Zoe')
  const hidden = { address: '3 rue Mazenod', precision: 'town', online_url: 'https://visio.example.org/x' } as const
  const title = '</script><script>alert(1)</script> 日本語 \u2028 ' + 'très '.repeat(11).trim()
  const event = await addEvent(program, zoe.person, {
    ...hidden,
    attendance: 'both',
    title,
    capacity: 5,
    exact_lat: 45.7601,
    exact_lng: 4.8402,
  })
  const page = (await program.server.inject(`/en/events/${event}`)).body
  const card = /property="og:image" content="http:\/\/localhost:3000([^"]+)"/.exec(page)![1]!
  expect(card).toMatch(/^\/en\/events\//)
  const drawn = await program.server.inject(card.replaceAll('&amp;', '&'))
  expect(await sharp(drawn.rawPayload).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 })
  await rows("update event set title = 'Un autre titre', changed_at = changed_at + interval '1 second'")
  const anew = await program.server.inject(card.replaceAll('&amp;', '&'))
  expect(anew.rawPayload.equals(drawn.rawPayload)).toBe(false)
  expect(page).not.toContain('<script>alert')
  const said = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)![1]!
  expect(JSON.parse(said)).toMatchObject({
    '@type': 'Event',
    name: title,
    eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
    remainingAttendeeCapacity: 5,
    location: [{ geo: { latitude: 45.758 } }, { '@type': 'VirtualLocation' }],
  })
  for (const secret of ['Mazenod', 'visio.example', '45.7601']) expect(said).not.toContain(secret)
  expect((await program.server.inject(`/events/${'0'.repeat(8)}-0000-7000-8000-000000000000/card.png`)).statusCode).toBe(404)
})
