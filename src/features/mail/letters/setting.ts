import type { App } from '#platform/app'
import { writerIn } from '#platform/mail/writing'
import type { Locale } from '#platform/i18n/locales'
import { fillLists, libraryPath, picturesAmong } from '#content'
import { NEWS } from '#people'
import type { Setting, Source } from '../writing/index.ts'
import { texts } from './texts.ts'

/** For what people agreed to these letters. */
export const PURPOSE = NEWS

/** What these letters say of themselves: who speaks, why, how to leave. `lint` lets none go without. */
export const CARRIES = ['speaker', 'reason', 'leave'] as const

/** Who a letter is from, as mail programs show it. */
export function fromOf({ config, movement }: App): { name: string; address: string } {
  const { name, contact } = movement.current
  return { name, address: contact ?? `no-reply@${new URL(config.publicUrl).hostname}` }
}

/** What a letter needs besides its words. `boundary`: letters and digits, the same for a whole mailing. */
export async function settingOf(
  app: App,
  { locale, source, boundary }: { locale: Locale; source: Source; boundary: string },
): Promise<Setting> {
  const { name, contact, controller, accent } = app.movement.current
  const host = new URL(app.config.publicUrl).hostname
  const t = texts.in(locale)
  const { url } = writerIn(app, locale)
  const shown = source.blocks.flatMap((block) => (block.type === 'picture' ? [block.picture] : []))
  const pictures = await picturesAmong(app.database.read, shown)
  return {
    locale,
    boundary,
    url,
    lists: await fillLists(app, source.blocks, locale),
    pictures: new Map(
      pictures.map(({ id, width, height }) => [id, { src: app.config.publicUrl + libraryPath(id), width, height }]),
    ),
    from: fromOf(app),
    listId: `news.${host}`,
    wrapper: {
      accent,
      sender: { name, address: controller ?? contact ?? '' },
      why: t('mailings.why', { movement: name, purpose: PURPOSE.name[locale] }),
    },
  }
}
