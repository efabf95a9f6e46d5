import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** What only this installation can make, from its one secret. A key of its own for each purpose, so none can stand in for another. */
export type Seals = {
  /** Keyed hash of a text: equal texts meet, but a stolen list of phone numbers cannot be tried out against it. 32 bytes. */
  hash(purpose: string, text: string): Buffer
  /** Makes a token for a link: `id`, an optional end, and a MAC over both and the purpose. Made of URL-safe characters. */
  sign(purpose: string, id: string, expires?: Date): string
  /** The id of a token of that purpose that is whole and not over; undefined for anything else. */
  open(purpose: string, token: string, now: Date): string | undefined
  /** Shuts a text away, to be kept where others may read: AES-256-GCM (NIST SP 800-38D), bound to the purpose and to whose it is. */
  shut(purpose: string, of: string, text: string): Buffer
  /** The text again; undefined when it was shut with another secret, for another purpose or for somebody else, or was changed since. */
  unshut(purpose: string, of: string, shut: Buffer): string | undefined
}

/** A nonce of 96 bits drawn at random is good for billions of texts; the tag is whole. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** HMAC-SHA-256 cut to 128 bits: what RFC 2104 §5 allows, and half the length in a mail. */
const MAC_BYTES = 16

export function createSeals(secret: string): Seals {
  // As key objects: made of bytes anew, each hash would take four times as long.
  const keys = new Map<string, KeyObject>()
  const keyFor = (purpose: string) => {
    const key = keys.get(purpose) ?? createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'appui', purpose, 32)))
    keys.set(purpose, key)
    return key
  }
  const hmac = (purpose: string, text: string) => createHmac('sha256', keyFor(purpose)).update(text).digest()

  return {
    hash: (purpose, text) => hmac(`hash:${purpose}`, text),
    sign: (purpose, id, expires) => {
      const body = `${id}.${expires ? Math.floor(expires.getTime() / 1000).toString(36) : ''}`
      return `${body}.${mac(hmac(`link:${purpose}`, body))}`
    },
    open: (purpose, token, now) => {
      const [, id, end, given] = /^([\w-]{1,64})\.([0-9a-z]{0,9})\.([\w-]{22})$/.exec(token) ?? []
      if (id === undefined || end === undefined || given === undefined) return undefined
      const expected = mac(hmac(`link:${purpose}`, `${id}.${end}`))
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return undefined
      if (end !== '' && Number.parseInt(end, 36) * 1000 <= now.getTime()) return undefined
      return id
    },
    shut: (purpose, of, text) => {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(`box:${purpose}`), nonce).setAAD(Buffer.from(of))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    unshut: (purpose, of, shut) => {
      if (shut.length < NONCE_BYTES + TAG_BYTES) return undefined
      const decipher = createDecipheriv('aes-256-gcm', keyFor(`box:${purpose}`), shut.subarray(0, NONCE_BYTES))
        .setAAD(Buffer.from(of))
        .setAuthTag(shut.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      try {
        return Buffer.concat([decipher.update(shut.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
      } catch {
        // The tag does not fit: the library says so by throwing, and only then.
        return undefined
      }
    },
  }
}

const mac = (digest: Buffer) => digest.subarray(0, MAC_BYTES).toString('base64url')
