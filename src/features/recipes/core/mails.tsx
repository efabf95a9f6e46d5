import type { App } from '#platform/app'
import type { Locale } from '#platform/i18n/locales'
import type { Mail } from '#platform/mail/mail'
import { writerIn } from '#platform/mail/writing'
import { mailOf } from '#ui/mail'
import { recipePath } from './paths.ts'
import { texts } from './texts.ts'

type Reader = { given_name: string; locale: Locale; email: string }
type Settled = { id: string; title: string; shown: boolean; reason: string | null }

/** What became of a recipe, to who proposed it. */
export function proposalLetter(app: App, to: Reader, recipe: Settled): Mail {
  const t = texts.in(to.locale)
  const { url, movement, sender } = writerIn(app, to.locale)
  const values = { name: to.given_name, title: recipe.title, movement }
  const kind = recipe.shown ? 'shown' : 'declined'
  const letter = {
    locale: to.locale,
    subject: t(`recipes.mail.${kind}.subject`, values),
    paragraphs: [t(`recipes.mail.${kind}.text`, values), ...(recipe.reason ? [recipe.reason] : [])],
    button: { text: t(`recipes.mail.${kind}.button`), url: url(recipe.shown ? recipePath(recipe.id) : '/act') },
    why: t('recipes.mail.why', values),
    sender,
  }
  return mailOf(letter, { to: to.email, id: `recipe-proposal-${recipe.id}` })
}
