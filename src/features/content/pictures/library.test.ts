import sharp from 'sharp'
import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { photo, sendPicture } from '../../../../tests/support/pictures.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { latestPictures, picturesAmong } from './queries.ts'
import { pictureUses } from './uses.ts'

const program = await useProgram()
const { rows } = program

const send = (who: Visitor, bytes: Buffer, fields: Record<string, string> = {}) =>
  sendPicture(program, who, { path: '/staff', to: 'pictures', bytes, fields: { credit: 'Ana', ...fields } })

test('a picture is kept without what its camera noted, with its words and credit, and anybody sees it', async () => {
  const admin = await staffMember(program, 'administrator')
  expect((await send(admin, await photo())).statusCode).toBe(303)
  const [kept] = await latestPictures(program.app.database.read)
  expect(kept).toMatchObject({ words: 'Une table au marché', credit: 'Ana', width: 800, height: 600 })
  const seen = await program.server.inject(`/pictures/${kept!.id}.webp`)
  expect(seen.headers['content-type']).toBe('image/webp')
  expect(seen.headers['set-cookie']).toBeUndefined()
  expect(seen.headers['cache-control']).toContain('immutable')
  expect((await sharp(seen.rawPayload).metadata()).exif).toBeUndefined()
  const page = await admin.get('/staff/pictures')
  expect(page.body).toContain('Une table au marché')
  expect(page.body).toContain('Ana')
  expect(await picturesAmong(program.app.database.read, [kept!.id])).toEqual([{ id: kept!.id, width: 800, height: 600 }])
  expect(await picturesAmong(program.app.database.read, [])).toEqual([])
  expect(await rows("select 1 from journal where action = 'add' and object_kind = 'content-picture'")).toHaveLength(1)
})

test('without words, agreement or a readable file nothing is kept, and what was typed stays', async () => {
  const admin = await staffMember(program, 'administrator')
  const answers = [
    await send(admin, await photo(), { words: ' ' }),
    await send(admin, await photo(), { agreed: '' }),
    await send(admin, await photo(), { credit: 'x'.repeat(201) }),
    await send(admin, Buffer.from('kein Bild')),
    await send(admin, Buffer.alloc(0)),
  ]
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 422])
  expect(answers[3]!.body).toContain('Une table au marché')
  expect(await rows('select 1 from picture')).toHaveLength(0)
})

test('only who writes for the whole movement sends and takes away', async () => {
  const admin = await staffMember(program, 'administrator')
  await send(admin, await photo())
  const [{ id }] = (await rows<{ id: string }>('select id from picture')) as [{ id: string }]
  const others = [await signer(program, 'Zoe'), await staffMember(program, 'coordinator', { area_id: 'FR-69' })]
  for (const who of others) {
    expect((await send(who, await photo())).statusCode).toBe(403)
    expect((await who.post(`/staff/pictures/${id}/removal`)).statusCode).toBe(403)
    expect((await who.get('/staff/pictures')).statusCode).toBe(403)
  }
  expect((await admin.post(`/staff/pictures/${id}/removal`)).statusCode).toBe(303)
  expect((await program.server.inject(`/pictures/${id}.webp`)).statusCode).toBe(404)
  expect((await admin.post(`/staff/pictures/${id}/removal`)).statusCode).toBe(404)
})

test('a picture that stands somewhere says where, and stays', async () => {
  const admin = await staffMember(program, 'administrator')
  await send(admin, await photo())
  const [{ id }] = (await rows<{ id: string }>('select id from picture')) as [{ id: string }]
  const { filled } = program.app
  // As a room above would, which has a text with it.
  program.app.filled = ((slot: { name: string }) =>
    slot.name === pictureUses.name
      ? [
          async (_: unknown, pictures: string[]) =>
            pictures.map((picture) => ({ picture, text: 'Lettre de mai', path: '/staff/letters/1' })),
        ]
      : filled(slot)) as typeof filled
  try {
    expect((await admin.get('/staff/pictures')).body).toContain('Lettre de mai')
    expect((await admin.post(`/staff/pictures/${id}/removal`)).statusCode).toBe(409)
    expect(await rows('select 1 from picture')).toHaveLength(1)
  } finally {
    program.app.filled = filled
  }
})
