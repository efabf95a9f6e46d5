import { firstActPath } from '#events'
import { afterSigning } from '#people'
import type { Wish } from '#platform/app'
import { fill } from '#platform/slots'
import { FirstPanel } from './now.page.tsx'
import { texts } from './texts.ts'

/** On the page that thanks somebody for signing: one thing that she could do this week in an hour, near where she lives. */
export const oneAfterSigning = fill(afterSigning, {
  order: 10,
  draw: async (app, { point, token, locale, link }) => {
    const wish: Wish = { minutes: 60, point, home: false, taste: undefined, person: undefined, locale }
    const [one] = await app.suggestionsFor(wish)
    if (!one) return undefined
    const card = { ...one.words(), href: link(firstActPath(one.path, token)) }
    return <FirstPanel t={texts.in(locale)} one={card} now={link('/act/now')} />
  },
})
