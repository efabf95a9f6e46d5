import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { withTls } from '../config/encrypted.ts'
import { readRefusal, type Refusal } from './refusal.ts'

/** One message to one person. */
export type Mail = {
  /** Exactly one address: a list here would show people to each other. */
  to: string
  subject: string
  text: string
  html: string
  /** Where one POST, without a page in between, ends these mails (RFC 8058). */
  unsubscribe?: string
  /** An entry for the reader's calendar (RFC 5545), that comes along as a file. */
  calendar?: string
  /** The same each time that the same message is tried again, so that a second copy can be told (RFC 5322 §3.6.4). Unique left part. */
  id: string
}

/** A refusal: trying again would not help. */
type Delivery = 'sent' | Refusal

export type Mailer = {
  /** Throws when the message may get through later. */
  send(mail: Mail): Promise<Delivery>
  close(): void
}

type Settings = { mailUrl: string | undefined; dataDir: string; publicUrl: string; from: () => { name: string; address: string } }

/** Sends by SMTP when `mailUrl` is set, else writes one `.eml` a message into `dataDir/outbox`. */
export function openMailer(settings: Settings): Mailer {
  return settings.mailUrl ? smtpMailer(settings.mailUrl, settings) : fileMailer(join(settings.dataDir, 'outbox'), settings)
}

/** Letters that are remembered as sent. */
const REMEMBERED = 20_000

/**
 * A job is given up after two minutes and tried again, with all that were taken together: behind a slow server what the first try still sends, or has sent, would
 * leave twice. So a letter under way is joined, and one that the server took is not sent again by this process.
 */
function smtpMailer(url: string, settings: Settings): Mailer {
  const address = withTls(new URL(url))
  address.searchParams.set('pool', 'true')
  address.searchParams.set('connectionTimeout', '10000')
  address.searchParams.set('greetingTimeout', '10000')
  address.searchParams.set('socketTimeout', '30000')
  const transport = createTransport(address.href)
  const begun = new LRUCache<string, Promise<Delivery>>({ max: REMEMBERED })
  const send = (mail: Mail): Promise<Delivery> => {
    const before = begun.get(mail.id)
    if (before) return before
    const sending: Promise<Delivery> = transport.sendMail(envelope(mail, settings)).then(
      () => 'sent',
      (error: unknown) => {
        begun.delete(mail.id)
        if (isRefusal(error)) return readRefusal(error.response)
        throw error
      },
    )
    begun.set(mail.id, sending)
    return sending
  }
  return { send, close: () => transport.close() }
}

/** A permanent answer (5xx, RFC 5321 §4.2.1) about the recipient. */
function isRefusal(error: unknown): error is { response: string } {
  // As nodemailer throws them.
  const { responseCode = 0, command } = error as { responseCode?: number; command?: string }
  return responseCode >= 500 && command === 'RCPT TO'
}

function fileMailer(folder: string, settings: Settings): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (mail) => {
      const { message } = await transport.sendMail(envelope(mail, settings))
      await mkdir(folder, { recursive: true })
      // Written aside, then renamed: a reader never sees half a message, and a second try replaces the first.
      const file = join(folder, `${mail.id}.eml`)
      await writeFile(`${file}.part`, message)
      await rename(`${file}.part`, file)
      return 'sent'
    },
    close: () => transport.close(),
  }
}

function envelope(mail: Mail, { from, publicUrl }: Settings): SendMailOptions {
  return {
    from: from(),
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.id}@${new URL(publicUrl).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...(mail.unsubscribe ? oneClick(mail.unsubscribe) : {}) },
    ...(mail.calendar
      ? {
          attachments: [{ filename: 'event.ics', content: mail.calendar, contentType: 'text/calendar; charset=utf-8' }],
        }
      : {}),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** RFC 8058 §3.1: both headers, and an HTTPS address that acts on POST. */
function oneClick(url: string) {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
