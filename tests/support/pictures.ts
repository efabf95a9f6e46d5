import sharp from 'sharp'
import type { TestProgram } from './program.ts'
import type { Visitor } from './staff.ts'

/** A photo as a phone takes it: it says where. */
export const photo = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: 'green' } })
    .withExif({ IFD3: { GPSLatitude: '45/1 45/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()

/** Sends the form of a picture as a browser does; `to`: the last part of its address. */
export async function sendPicture(
  program: TestProgram,
  who: Visitor,
  { path, to = 'picture', bytes, fields = {} }: { path: string; to?: string; bytes: Buffer; fields?: Record<string, string> },
) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ words: 'Une table au marché', agreed: 'true', ...fields }))
    form.append(name, value)
  form.append('picture', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg')
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  return program.server.inject({
    method: 'POST',
    url: `${path}/${to}`,
    headers: {
      'content-type': request.headers.get('content-type')!,
      cookie: Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join('; '),
      origin: program.app.config.publicUrl,
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}
