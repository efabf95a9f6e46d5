import sharp from 'sharp'
import { expect, test } from 'vitest'
import { redraw } from './images.ts'

const RED = { create: { width: 2400, height: 1200, channels: 3, background: 'red' } } as const
/** As a phone writes it: lying on its side, with where and when. */
const fromPhone = () =>
  sharp(RED)
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '45/1 45/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

test('a photograph is drawn anew: upright, of a size for pages, and without its place', async () => {
  const sent = await fromPhone()
  expect((await sharp(sent).metadata()).exif).toBeDefined()
  const picture = (await redraw(sent))!
  expect(picture).toMatchObject({ width: 600, height: 1200 })
  const { format, exif, xmp, orientation } = await sharp(picture.bytes).metadata()
  expect({ format, exif, xmp, orientation }).toEqual({ format: 'webp', exif: undefined, xmp: undefined, orientation: undefined })
})

test('a small one stays as small', async () => {
  const small = await sharp({ create: { ...RED.create, width: 30, height: 20 } })
    .png()
    .toBuffer()
  expect(await redraw(small)).toMatchObject({ width: 30, height: 20 })
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('not a picture')],
  [
    'a drawing with a script',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
  ],
  ['a broken one', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70])],
])('%s is no picture', async (_name, bytes) => {
  expect(await redraw(bytes)).toBeUndefined()
})

test('one that unfolds into more than fifty million pixels is not unfolded', async () => {
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  expect(bomb.length).toBeLessThan(1_000_000)
  expect(await redraw(bomb)).toBeUndefined()
})
