import type { App } from '../app.ts'
import { linkIn } from '../http/locale.ts'
import type { Locale } from '../i18n/locales.ts'
import type { Mail } from './mail.ts'

/** What every letter carries in a language: whole addresses of pages, the movement's name, and who writes. */
export function writerIn({ config, movement }: Pick<App, 'config' | 'movement'>, locale: Locale) {
  const { name, locale: main, contact } = movement.current
  const link = linkIn(locale, main)
  return { url: (path: string) => config.publicUrl + link(path), movement: name, sender: contact ? `${name} · ${contact}` : name }
}

/** Where people write to: the movement's address, or the address of its site until somebody has said one. */
export const contactOf = ({ config, movement }: Pick<App, 'config' | 'movement'>): string =>
  movement.current.contact ?? config.publicUrl

/** Sends a message. One that the mailbox will never take is noted, and not tried again; where there is no such mailbox, the rooms are told. */
export async function deliver(app: Pick<App, 'mailer' | 'log' | 'database' | 'mailboxGone'>, mail: Mail): Promise<void> {
  const answer = await app.mailer.send(mail)
  if (answer === 'sent') return
  app.log.info({ mail: mail.id, gone: answer.isGone }, 'mailbox refused')
  const { words } = answer
  if (answer.isGone) await app.database.transact((tx) => app.mailboxGone(tx, { email: mail.to, words }))
}
