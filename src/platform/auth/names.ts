import { recordOf } from '../named.ts'
/** Columns in our spelling for fields in the library's. */
export function fields<const N extends string>(...names: N[]): { [K in N]: string } {
  return recordOf(names, snake)
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export const PASSKEY_FIELDS = {
  ...fields('publicKey', 'deviceType', 'backedUp', 'createdAt'),
  userId: 'account_id',
  credentialID: 'credential_id',
}

export const TOTP_FIELDS = {
  ...fields('backupCodes', 'failedVerificationCount', 'lockedUntil'),
  userId: 'account_id',
}
