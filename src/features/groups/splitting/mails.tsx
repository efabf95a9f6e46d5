import type { App } from '#platform/app'
import { dateFormat } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf, plainLetter } from '#ui/mail'
import { type GroupId, membersPath, type Reader } from '../core/index.ts'
import { splitPath } from './paths.ts'
import type { SplitMailKind } from './queues.ts'
import { texts } from './texts.ts'

type Split = {
  group_id: GroupId
  group: string
  time_zone: string
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
  const writer = writerIn(app, locale)
  const day = dateFormat(locale, { day: 'numeric', month: 'long', timeZone: split.time_zone })
  const values = {
    name: to.given_name,
    group: split.group,
    child: split.child ?? '',
    movement: writer.movement,
    wishes: day.format(split.wishes_until),
    decision: day.format(split.decide_until),
  }
  const why = t('splitting.mail.why', values)
  const key = `splitting.mail.${kind}` as const
  return mailOf(plainLetter(writer, { locale, t, key, values, path: leadsTo(kind, split), why }), { to: to.email, id })
}

function leadsTo(kind: SplitMailKind, { group_id, child_id, undo_asked_in }: Split): string {
  if (kind === 'moved' && child_id) return membersPath(child_id)
  // To those of the half that did not ask.
  if (kind === 'undo' && child_id) return splitPath(undo_asked_in === group_id ? child_id : group_id)
  return kind === 'stayed' || kind === 'undone' ? membersPath(group_id) : splitPath(group_id)
}
