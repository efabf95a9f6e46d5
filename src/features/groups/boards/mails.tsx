import type { App } from '#platform/app'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import type { PersonId } from '#people'
import type { Reader as Member } from '../core/index.ts'
import { boardPath, quietLinks } from './paths.ts'
import type { Post } from './queries.ts'
import { texts } from './texts.ts'

type Reader = Member & { id: PersonId }
type Group = { id: string; name: string }

/** A post, or several, to one member; with the way to get fewer of these, or none. */
export function boardLetter(app: App, to: Reader, { group, posts, id }: { group: Group; posts: Post[]; id: string }): Mail {
  const { locale } = to
  const t = texts.in(locale)
  const { url, movement, sender } = writerIn(app, locale)
  const [first] = posts
  const leave = url(quietLinks.path(app, group.id, to.id))
  const letter = {
    locale,
    subject:
      posts.length === 1
        ? t('boards.mail.subject-one', { group: group.name, name: first?.given_name ?? t('boards.somebody') })
        : t('boards.mail.subject-many', { group: group.name, n: posts.length }),
    paragraphs: posts.map(({ given_name, text }) => t('boards.mail.said', { name: given_name ?? t('boards.somebody'), text })),
    button: { text: t('boards.mail.button'), url: url(boardPath(group.id)) },
    why: t('boards.mail.why', { group: group.name, movement }),
    leave: { text: t('boards.mail.leave'), url: leave },
    sender,
  }
  return mailOf(letter, { to: to.email, id, unsubscribe: leave })
}
