const MINUTE = 60_000

/** The time in which mails to a mailbox are counted. */
export const MAIL_WINDOW = 60 * MINUTE

/**
 * Mails with a code that one mailbox gets in `MAIL_WINDOW`. Anyone can type an address, so whoever asks from one network uses up the share of
 * that network alone, and all who ask from anywhere never that of browsers in which the mailbox has signed in before.
 */
export const SHARES = { network: 5, elsewhere: 10, known: 5 }

/** Wrong codes after which a code is void: 3 tries of 100 million. */
export const TRIES = 3

/** Whether the mail of a request leaves: as it is, or, once, as word that too many were asked for. `sent`: mails of the window. */
export type Sent = { known: boolean; here: boolean; warned: boolean }
export type Verdict = 'code' | 'warning' | 'nothing'

export function verdictOn(known: boolean, sent: Sent[]): Verdict {
  const count = (counts: (one: Sent) => boolean) => sent.filter((one) => counts(one) && !one.warned).length
  if (known) return count((one) => one.known) < SHARES.known ? 'code' : 'nothing'
  const within = count((one) => one.here && !one.known) < SHARES.network && count((one) => !one.known) < SHARES.elsewhere
  if (within) return 'code'
  return sent.some(({ warned }) => warned) ? 'nothing' : 'warning'
}

/** How long the letter to a mailbox that an account left may take, the mail server being away. Milliseconds. */
export const LETTER_TIME = 3 * 24 * 60 * MINUTE

/** Longer than a code of an app holds, before and after its half-minute. */
export const SPENT_FOR = 2 * MINUTE

/** The digits as a person reads them to herself: 1234 5678. */
export function spaced(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

/** The digits of what was typed, however they were spaced. */
export function digitsTyped(text: string): string {
  return text.replace(/\D/g, '')
}
