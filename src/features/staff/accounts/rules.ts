const MINUTE = 60_000

/** Mails with a code that one mailbox gets in `MAIL_WINDOW`, whoever asks. Anyone can type an address. */
export const MAILS_PER_MAILBOX = 5
export const MAIL_WINDOW = 60 * MINUTE

/** How long the letter to a mailbox that an account left may take, the mail server being away. Milliseconds. */
export const LETTER_TIME = 3 * 24 * 60 * MINUTE

/** The digits as a person reads them to herself: 1234 5678. */
export function spaced(digits: string): string {
  return `${digits.slice(0, 4)} ${digits.slice(4)}`
}

/** The digits of what was typed, however they were spaced. */
export function digitsTyped(text: string): string {
  return text.replace(/\D/g, '')
}
