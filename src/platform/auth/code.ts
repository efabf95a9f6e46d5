/** What a sign-in is asked with: digits for the mail, and a secret that stays in the browser. */
export type SignInAsk = { digits: string; browser: string }

/**
 * The code as the library knows it: what the mail says and what only the asking browser holds. Neither opens a session
 * without the other, so a mail read by somebody else is worth nothing (OWASP ASVS 5.0, V6.6.2).
 */
export function codeOf({ digits, browser }: SignInAsk): string {
  return `${digits}.${browser}`
}

/** Eight digits out of a keyed hash: 3 tries of 100 million. */
export function digitsOf(hash: Buffer): string {
  return String(hash.readBigUInt64BE(0) % 100_000_000n).padStart(8, '0')
}
