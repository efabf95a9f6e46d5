import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Locale } from '../platform/i18n/locales.ts'
import type { MessageValues } from '../platform/errors.ts'
import type { Translate } from '../platform/i18n/texts.ts'
import type { Mail } from '../platform/mail/mail.ts'
import type { writerIn } from '../platform/mail/writing.ts'

export type Letter = {
  locale: Locale
  subject: string
  paragraphs: string[]
  button?: { text: string; url: string }
  /** Why the person receives this, and the link by which she stops it; none when she asked for this one message. */
  why: string
  leave?: { text: string; url: string }
  /** Who writes: name and address. */
  sender: string
}

type Plain<K extends string> = {
  locale: Locale
  t: Translate<`${NoInfer<K>}.${'subject' | 'text' | 'button'}`>
  /** Its texts are `KEY.subject`, `KEY.text` and `KEY.button`. */
  key: K
  values: MessageValues
  /** Where its button leads. */
  path: string
  why: string
}

/** A letter of one paragraph and one button. */
export function plainLetter<K extends string>(
  { url, sender }: ReturnType<typeof writerIn>,
  { locale, t, key, values, path, why }: Plain<K>,
): Letter {
  return {
    locale,
    subject: t(`${key}.subject`, values),
    paragraphs: [t(`${key}.text`, values)],
    button: { text: t(`${key}.button`, values), url: url(path) },
    why,
    sender,
  }
}

/** The letter as a message to one mailbox. `id`: the same each time that it is tried; `unsubscribe`: where one POST ends such mails. */
export function mailOf(
  letter: Letter,
  { unsubscribe, ...address }: { to: string; id: string; unsubscribe?: string | undefined },
): Mail {
  const parts = { subject: letter.subject, text: letterText(letter), html: letterHtml(letter) }
  return { ...address, ...parts, ...(unsubscribe ? { unsubscribe } : {}) }
}

/** The plain part of a letter: everything that the other part says. */
function letterText({ paragraphs, button, why, leave, sender }: Letter): string {
  return (
    [
      ...paragraphs,
      ...(button ? [`${button.text}\n${button.url}`] : []),
      '--',
      leave ? `${why}\n${leave.text} ${leave.url}` : why,
      sender,
    ].join('\n\n') + '\n'
  )
}

/** The HTML part: 600 px, one button, styles on the elements since mail programs drop style sheets. */
function letterHtml(letter: Letter): string {
  return `<!doctype html>${renderToString(<LetterPage {...letter} />)}`
}

const INK = '#211d17'
const PAPER = '#fffdf8'
const ACCENT = '#b3261e'

function LetterPage({ locale, subject, paragraphs, button, why, leave, sender }: Letter): VNode {
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{subject}</title>
      </head>
      <body style={`margin:0;padding:24px 12px;background:${PAPER};color:${INK};font:17px/1.5 Georgia,serif`}>
        <div style="max-width:600px;margin:0 auto">
          <h1 style="font-size:26px;line-height:1.2">{subject}</h1>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {button && (
            <p style="margin:28px 0">
              <a
                href={button.url}
                style={`display:inline-block;padding:14px 22px;background:${ACCENT};color:#ffffff;border-radius:6px;text-decoration:none;font-weight:bold`}
              >
                {button.text}
              </a>
            </p>
          )}
          <p style="font-size:14px;border-top:1px solid #b9ae9a;padding-top:14px;margin-top:36px">
            {why}{' '}
            {leave && (
              <a href={leave.url} style={`color:${ACCENT}`}>
                {leave.text}
              </a>
            )}
            <br />
            {sender}
          </p>
        </div>
      </body>
    </html>
  )
}
