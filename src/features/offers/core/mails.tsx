import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import { sayMoment } from '#platform/i18n/moments'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { requestLinks } from './links.ts'
import type { RequestRecord } from './queries.ts'
import type { RequestMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Reader = { given_name: string; locale: Locale; email: string }
type Telling = {
  kind: RequestMailKind
  request: RequestRecord
  other: { given_name: string; email: string } | undefined
  id: string
}

/** Kinds that go to who helps; the others to who asked. */
const TO_HELPER: RequestMailKind[] = ['asked', 'agreed', 'withdrawn', 'thanked']
/** Kinds that say how to reach the other: she said yes. */
const TELLS_HOW: RequestMailKind[] = ['accepted', 'agreed']
const ANSWERS: RequestMailKind[] = ['accepted', 'declined', 'proposed']

/** What the other wrote. */
const wordsOf = (kind: RequestMailKind, { reply, thanks }: RequestRecord): string[] =>
  [ANSWERS.includes(kind) ? reply : null, kind === 'thanked' ? thanks : null].filter((words) => words !== null)

/** A request, or what became of it. How to reach the other stands in it from the yes on alone. */
export function requestLetter(app: App, to: Reader, { kind, request, other, id }: Telling): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const say = (moment: Date) => sayMoment(to.locale, moment, request.time_zone)
  const values = {
    name: to.given_name,
    other: other?.given_name ?? t('offers.somebody'),
    what: request.what,
    place: request.place,
    when: say(request.starts_at),
    proposed: request.proposed_at ? say(request.proposed_at) : '',
    email: other?.email ?? '',
    movement,
  }
  const helper = TO_HELPER.includes(kind)
  const letter = {
    locale: to.locale,
    subject: t(`offers.mail.${kind}.subject`, values),
    paragraphs: [
      t(`offers.mail.${kind}.text`, values),
      t('offers.mail.request', values),
      ...wordsOf(kind, request),
      ...(TELLS_HOW.includes(kind) && other ? [t('offers.mail.reach', values)] : []),
    ],
    button: {
      text: t(helper ? 'offers.mail.open' : 'offers.mail.open-sent'),
      url: url(helper ? requestLinks.path(app, request.id) : '/offers/sent'),
    },
    why: t(helper ? 'offers.mail.why-helper' : 'offers.mail.why-asker', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}
