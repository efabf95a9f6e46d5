import sharp from 'sharp'
import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, join, signer, type Signer } from '../../../../tests/support/groups.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const { rows } = program

const photo = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: 'green' } })
    .withExif({ IFD3: { GPSLatitude: '45/1 45/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()

/** Sends the form as a browser does. */
const send = (who: Visitor, group: string, bytes: Buffer, fields: Record<string, string> = {}) =>
  sendTo(who, `/groups/${group}`, bytes, fields)

async function sendTo(who: Visitor, path: string, bytes: Buffer, fields: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ words: 'Une table au marché', agreed: 'true', ...fields }))
    form.append(name, value)
  form.append('picture', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  return program.server.inject({
    method: 'POST',
    url: `${path}/picture`,
    headers: {
      'content-type': request.headers.get('content-type')!,
      cookie: Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join('; '),
      origin: 'http://localhost:3000',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

async function ledBy(): Promise<{ id: string; zoe: Signer }> {
  const zoe = await signer(program, 'Zoe')
  return { id: await found(program, [zoe.person]), zoe }
}

const srcOf = (page: string) => /src="(\/groups\/[^"]+picture\.webp[^"]+)"/.exec(page)?.[1]

test('an organiser shows a picture; anybody sees it, without the place that the camera noted', async () => {
  const { id, zoe } = await ledBy()
  expect((await send(zoe, id, await photo())).statusCode).toBe(303)
  const src = srcOf((await program.server.inject(`/groups/${id}`)).body)!
  const picture = await program.server.inject(src)
  expect(picture.headers['content-type']).toBe('image/webp')
  expect(picture.headers['cache-control']).toContain('immutable')
  expect((await sharp(picture.rawPayload).metadata()).exif).toBeUndefined()
  expect((await zoe.get(`/groups/${id}/picture`)).body).toContain('Une table au marché')
})

test('without words, agreement or a readable file nothing is shown, and what was typed stays', async () => {
  const { id, zoe } = await ledBy()
  const answers = [
    await send(zoe, id, await photo(), { agreed: '' }),
    await send(zoe, id, await photo(), { words: ' ' }),
    await send(zoe, id, Buffer.from('kein Bild')),
    await send(zoe, id, Buffer.alloc(0)),
    await send(zoe, id, await photo(), { words: 'x'.repeat(300) }),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 422])
  expect(answers[2]!.body).toContain('Une table au marché')
  expect(await rows('select 1 from group_picture')).toHaveLength(0)
  expect((await program.server.inject(`/groups/${id}/picture.webp`)).statusCode).toBe(404)
})

test('a member and another group’s organiser set none; staff of the territory take one away', async () => {
  const { id, zoe } = await ledBy()
  const ana = await signer(program, 'Ana')
  await join(program, id, ana.person)
  const { zoe: eva } = await ledBy()
  for (const who of [ana, eva]) expect((await send(who, id, await photo())).statusCode).toBe(403)
  await send(zoe, id, await photo())
  const path = `/staff/groups/${id}/picture/removal`
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-75' })
  expect((await elsewhere.post(path)).statusCode).toBe(404)
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get(`/staff/groups/${id}`)).body).toContain(path)
  await coordinator.post(path)
  expect(srcOf((await program.server.inject(`/groups/${id}`)).body)).toBeUndefined()
  expect(await rows('select 1 from group_picture')).toHaveLength(0)
})

test('a group that is unlisted shows no picture either; a new one has another address', async () => {
  const { id, zoe } = await ledBy()
  await send(zoe, id, await photo())
  const first = srcOf((await program.server.inject(`/groups/${id}`)).body)!
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await send(zoe, id, await photo())
  const second = srcOf((await program.server.inject(`/groups/${id}`)).body)!
  expect(second).not.toBe(first)
  await zoe.post(`/groups/${id}/picture/removal`)
  expect((await program.server.inject(second)).statusCode).toBe(404)
  await send(zoe, id, await photo())
  await rows('update local_group set unlisted_at = now() where id = $1 returning id', [id])
  expect((await program.server.inject(second)).statusCode).toBe(404)
})

test('who holds an event shows a picture of it; others may not, staff of the territory take it away', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = `/events/${await addEvent(program, zoe.person)}`
  expect((await sendTo(ana, path, await photo())).statusCode).toBe(403)
  expect((await sendTo(zoe, path, await photo())).statusCode).toBe(303)
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
