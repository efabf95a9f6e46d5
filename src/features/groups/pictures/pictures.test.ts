import { connect } from 'node:net'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { found, join, signer, type Signer } from '../../../../tests/support/groups.ts'
import { photo, sendPicture } from '../../../../tests/support/pictures.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const { rows } = program

const send = (who: Visitor, group: string, sent: { bytes: Buffer; fields?: Record<string, string> }) =>
  sendPicture(program, who, { path: `/groups/${group}`, ...sent })

async function ledBy(): Promise<{ id: string; zoe: Signer }> {
  const zoe = await signer(program, 'Zoe')
  return { id: await found(program, [zoe.person]), zoe }
}

const srcOf = (page: string) => /src="(\/groups\/[^"]+picture\.webp[^"]+)"/.exec(page)?.[1]

test('an organiser shows a picture; anybody sees it, without the place that the camera noted', async () => {
  const { id, zoe } = await ledBy()
  expect((await send(zoe, id, { bytes: await photo() })).statusCode).toBe(303)
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
    await send(zoe, id, { bytes: await photo(), fields: { agreed: '' } }),
    await send(zoe, id, { bytes: await photo(), fields: { words: ' ' } }),
    await send(zoe, id, { bytes: Buffer.from('kein Bild') }),
    await send(zoe, id, { bytes: Buffer.alloc(0) }),
    await send(zoe, id, { bytes: await photo(), fields: { words: 'x'.repeat(300) } }),
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
  for (const who of [ana, eva]) expect((await send(who, id, { bytes: await photo() })).statusCode).toBe(403)
  await send(zoe, id, { bytes: await photo() })
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
  await send(zoe, id, { bytes: await photo() })
  const first = srcOf((await program.server.inject(`/groups/${id}`)).body)!
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await send(zoe, id, { bytes: await photo() })
  const second = srcOf((await program.server.inject(`/groups/${id}`)).body)!
  expect(second).not.toBe(first)
  await zoe.post(`/groups/${id}/picture/removal`)
  expect((await program.server.inject(second)).statusCode).toBe(404)
  await send(zoe, id, { bytes: await photo() })
  await rows('update local_group set unlisted_at = now() where id = $1 returning id', [id])
  expect((await program.server.inject(second)).statusCode).toBe(404)
})

test('who sends pictures slowly fills no memory: two of one account are under way, and when they are gone there is a place again', async () => {
  const { id, zoe } = await ledBy()
  const { port } = new URL(await program.server.listen({ port: 0, host: '127.0.0.1' }))
  const cookie = [...zoe.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const head = [
    `POST /groups/${id}/picture HTTP/1.1`,
    'Host: localhost',
    `Cookie: ${cookie}`,
    'Sec-Fetch-Site: same-origin',
    'Content-Type: multipart/form-data; boundary=B',
    'Content-Length: 9000000',
    '',
    '--B',
    'Content-Disposition: form-data; name="picture"; filename="a.jpg"',
    'Content-Type: image/jpeg',
    '',
    'and then nothing',
  ].join('\r\n')
  const stalled = Array.from({ length: 2 }, () => connect(Number(port), '127.0.0.1').on('error', () => {}))
  for (const socket of stalled) socket.write(head)
  await expect.poll(async () => (await send(zoe, id, { bytes: await photo() })).statusCode).toBe(429)
  expect((await send((await ledBy()).zoe, id, { bytes: await photo() })).statusCode).not.toBe(429)
  for (const socket of stalled) socket.destroy()
  await expect.poll(async () => (await send(zoe, id, { bytes: await photo() })).statusCode).toBe(303)
})
