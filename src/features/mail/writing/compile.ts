import type { Locale } from '#platform/i18n/locales'
import { type Block, LETTER_LOOK, renderBlocks, type Surroundings } from '#content'
import { linksHeader, mailboxHeader } from './headers.ts'
import type { Part, Program } from './program.ts'
import { readTemplate, type TemplateFault } from './reading.ts'
import { type Wrapper, wrapped } from './wrapper.tsx'

/** What somebody wrote of a letter, in one language. Every text of it may hold Liquid. */
export type Source = {
  subject: string
  /** What mailboxes show behind the subject. */
  preheader: string
  blocks: Block[]
  /** The text part in other words than the blocks have. */
  textOverride?: string | undefined
}

/** What a letter needs besides its words, in one language. */
export type Setting = Omit<Surroundings, 'look'> & {
  locale: Locale
  wrapper: Wrapper
  from: { name: string; address: string }
  replyTo?: string | undefined
  /** RFC 2919, without brackets: `news.example.org`. */
  listId: string
  /** `campaign:stream:movement:sender`, as Gmail reads it; nothing of a person. */
  feedbackId?: string | undefined
  /** Between the parts; the same for the whole mailing. Letters and digits. */
  boundary: string
}

/** A letter that was sent with faults in its templates: `lint` says where, and nothing of it is sent. */
export class FaultyTemplate extends Error {
  readonly faults: TemplateFault[]

  constructor(faults: TemplateFault[]) {
    super(`Faulty template: ${faults.map(({ key, said }) => `${key} ${said}`).join(', ')}`)
    this.faults = faults
  }
}

/** Makes a letter into what is sent, once. Throws where `lint` would have found a template faulty. */
export function compile(source: Source, setting: Setting): Program {
  const { html, text } = writtenOut(source, setting)
  return {
    locale: setting.locale,
    head: headOf(setting),
    boundary: `=_${setting.boundary.replace(/[^A-Za-z0-9]/g, '')}`,
    subject: partOf(source.subject),
    html: partOf(html),
    text: partOf(text),
  }
}

/** The letter whole, as templates. Each ends its last line. */
function writtenOut(source: Source, setting: Setting): { html: string; text: string } {
  const look = { ...LETTER_LOOK, accent: setting.wrapper.accent ?? LETTER_LOOK.accent }
  const body = renderBlocks('letter', source.blocks, { ...setting, look })
  return wrapped(
    { ...source, html: body.html, text: source.textOverride?.trim() ? source.textOverride.trim() : body.text },
    { ...setting, look },
  )
}

function partOf(template: string): Part {
  const { part, faults } = readTemplate(template.replaceAll('\r\n', '\n'))
  if (faults.length > 0) throw new FaultyTemplate(faults)
  return part
}

/** Headers that are the same for everybody. RFC 8058 §3.1 wants both of `List-Unsubscribe`; the first differs. */
function headOf({ from, replyTo, listId, feedbackId, boundary }: Setting): string {
  return [
    mailboxHeader('From', from),
    replyTo === undefined ? '' : mailboxHeader('Reply-To', { address: replyTo }),
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    linksHeader('List-Id', [listId]),
    feedbackId === undefined ? '' : `Feedback-ID: ${feedbackId.replace(/[^\w:.-]/g, '')}\r\n`,
    'MIME-Version: 1.0\r\n',
    `Content-Type: multipart/alternative;\r\n boundary="=_${boundary.replace(/[^A-Za-z0-9]/g, '')}"\r\n`,
  ].join('')
}
