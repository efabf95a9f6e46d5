import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import fc from 'fast-check'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isSealed, type Lock, sealed, unsealed } from './sealing.ts'

const folder = mkdtempSync(join(tmpdir(), 'appui-sealed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'backup.age')

const identity = await generateX25519Identity()
const recipient = await identityToRecipient(identity)

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function seal(pieces: Uint8Array[], lock: Lock = { recipient }): Promise<Buffer> {
  const stream = async function* () {
    yield* pieces
  }
  const bytes = await gather(await sealed(stream(), lock))
  writeFileSync(path, bytes)
  return bytes
}

test('whatever goes in comes out, as often as it is read, and any tool for age opens it', async () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 70_000 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(pieces, async (them) => {
      const file = await seal(them)
      expect(await isSealed(path)).toBe(true)
      const bytes = await unsealed(path, { identity })
      for (let n = 0; n < 2; n += 1) expect((await gather(bytes())).equals(Buffer.concat(them))).toBe(true)
      const other = new Decrypter()
      other.addIdentity(identity)
      expect(Buffer.from(await other.decrypt(file)).equals(Buffer.concat(them))).toBe(true)
    }),
    { numRuns: 12 },
  )
})

test('a passphrase opens what it shut, and nothing else does; nothing of what is inside stands in the file', async () => {
  const passphrase = 'quatre mots tirés au sort'
  const file = await seal([Buffer.from('zoe@example.org '.repeat(50))], { passphrase })
  expect(file.includes('zoe@example.org')).toBe(false)
  expect((await gather((await unsealed(path, { passphrase }))())).toString()).toContain('zoe@example.org')
  for (const key of [{ passphrase: 'quatre mots tires au sort' }, { identity }])
    await expect(unsealed(path, key)).rejects.toThrow('exports.restore.wrong-key')
})

test('what was cut short or changed anywhere is known before anything is read of it', async () => {
  const file = await seal([Buffer.alloc(200_000, 7)])
  const header = file.indexOf('\n', file.indexOf('\n---') + 1) + 1
  for (const length of [header, header + 10, header + 16 + 65_552, file.length - 1]) {
    writeFileSync(path, file.subarray(0, length))
    await expect(unsealed(path, { identity }), String(length)).rejects.toThrow('exports.restore.damaged')
  }
  for (const at of [header + 3, header + 20, file.length - 1]) {
    const changed = Buffer.from(file)
    changed[at]! ^= 1
    writeFileSync(path, changed)
    await expect(unsealed(path, { identity }), String(at)).rejects.toThrow('exports.restore.damaged')
  }
  writeFileSync(path, file.subarray(0, header - 20))
  await expect(unsealed(path, { identity })).rejects.toThrow('exports.restore.wrong-key')
})

test('a plain archive, as one’s export of the movement is, is none that is encrypted', async () => {
  for (const text of ['PK\u0003\u0004', '', 'age']) expect((writeFileSync(path, text), await isSealed(path))).toBe(false)
  expect(readFileSync(path, 'utf8')).toBe('age')
})
