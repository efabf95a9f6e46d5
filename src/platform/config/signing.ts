import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { signer } from '../dkim/signer.ts'

/** By which key letters to many are signed (RFC 6376), under which name it stands in the DNS. */
export type Dkim = { domain: string; selector: string; key: KeyObject }

/** DKIM_KEY_FILE and DKIM_SELECTOR; DKIM_DOMAIN where the site is called otherwise. A key by which no server could check a letter is a mistake, and said at once. */
export function dkimOf(env: Record<string, string | undefined>, publicUrl: string, mistakes: string[]): Dkim | undefined {
  const { DKIM_KEY_FILE: file, DKIM_SELECTOR: selector, DKIM_DOMAIN: domain = new URL(publicUrl).hostname } = env
  if (!file && !selector) return undefined
  if (!file || !selector) {
    mistakes.push('DKIM_KEY_FILE and DKIM_SELECTOR go together: the key, and the name under which the DNS has its other half.')
    return undefined
  }
  try {
    const dkim = { domain, selector, key: createPrivateKey(readFileSync(file)) }
    signer({ ...dkim, at: new Date() })
    return dkim
  } catch (error) {
    // Each of the three says in English what is wrong with the file, the key or the name.
    mistakes.push(`DKIM_KEY_FILE: ${(error as Error).message}.`)
    return undefined
  }
}
