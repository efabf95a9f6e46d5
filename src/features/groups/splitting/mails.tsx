import type { App } from '#platform/app'
import { dateFormat, type Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { membersPath } from '../core/index.ts'
import { splitPath, staffSplitPath } from './paths.ts'
import type { SplitMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Reader = { given_name: string; locale: Locale; email: string }
type Split = {
  group_id: string
  group: string
  child_id: string | null
  child: string | null
  wishes_until: Date
  decide_until: Date
  undo_asked_in: string | null
}

/** A mail about a split to one whom it concerns. */
export function splitLetter(app: App, to: Reader, { kind, split, id }: { kind: SplitMailKind; split: Split; id: string }): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const day = dateFormat(locale, { day: 'numeric', month: 'long' })
  const values = {
    name: to.given_name,
    group: split.group,
    child: split.child ?? '',
    movement,
    wishes: day.format(split.wishes_until),
    decision: day.format(split.decide_until),
  }
  const letter = {
    locale,
    subject: t(`splitting.mail.${kind}.subject`, values),
    paragraphs: [t(`splitting.mail.${kind}.text`, values)],
    button: { text: t(`splitting.mail.${kind}.button`), url: url(leadsTo(kind, split)) },
    why: t('splitting.mail.why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id })
}

/** Asks somebody in charge of a territory to decide where nobody did. In the movement's language: an account has none. */
export function escalatedLetter(
  app: App,
  to: string,
  { group, id }: { group: { id: string; name: string; town: string }; id: string },
): Mail {
  const { locale } = app.movement.current
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const values = { group: group.name, town: group.town, movement }
  const letter = {
    locale,
    subject: t('splitting.mail.escalated.subject', values),
    paragraphs: [t('splitting.mail.escalated.text', values)],
    button: { text: t('splitting.mail.escalated.button'), url: url(staffSplitPath(group.id)) },
    why: t('splitting.mail.escalated.why', values),
    sender,
  }
  return mailOf(letter, { to, id })
}

function leadsTo(kind: SplitMailKind, { group_id, child_id, undo_asked_in }: Split): string {
  if (kind === 'moved' && child_id) return membersPath(child_id)
  // To those of the half that did not ask.
  if (kind === 'undo' && child_id) return splitPath(undo_asked_in === group_id ? child_id : group_id)
  return kind === 'stayed' || kind === 'undone' ? membersPath(group_id) : splitPath(group_id)
}
