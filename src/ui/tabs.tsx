import type { Locale } from '../platform/i18n/locales.ts'
import { ButtonLink, Disclosure, List, TextLink } from './parts.tsx'
import { uiTexts } from './texts.ts'

export type TabLink = { href: string; text: string; daily: boolean }

/** The pages of one thing: those of every day as buttons, the others behind one word. */
export function Tabs({ tabs, locale }: { tabs: TabLink[]; locale: Locale }) {
  const others = tabs.filter(({ daily }) => !daily)
  return (
    <nav class="flex flex-col gap-2" aria-label={uiTexts.in(locale)('ui.tabs')}>
      <div class="flex flex-wrap gap-2">
        {tabs
          .filter(({ daily }) => daily)
          .map(({ href, text }) => (
            <ButtonLink key={href} href={href} tone="plain">
              {text}
            </ButtonLink>
          ))}
      </div>
      {others.length > 0 && (
        <Disclosure summary={uiTexts.in(locale)('ui.tabs-more')}>
          <List>
            {others.map(({ href, text }) => (
              <li key={href}>
                <TextLink href={href}>{text}</TextLink>
              </li>
            ))}
          </List>
        </Disclosure>
      )}
    </nav>
  )
}
