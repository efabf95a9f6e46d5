import type { ComponentProps } from 'preact'
import { type EventCardProps, EventCards } from '#events'
import { ItemCard, Items } from '#ui/items'
import { Article, ButtonLink, FirstThis, Inline, Section, Small, TextLink } from '#ui/parts'
import { Message, Messages } from '#ui/talk'
import { SuggestionCard } from './now.page.tsx'
import type { T } from './texts.ts'

export type HomeProps = {
  t: T
  name: string
  refused: ComponentProps<typeof FirstThis> | undefined
  one: { title: string; summary: string; reasons: string[]; button: string; href: string } | undefined
  now: string
  events: EventCardProps[]
  groups: { id: string; href: string; name: string; note: string; meeting: string | undefined }[]
  /** Where one finds a group; undefined: the movement has none. */
  find: string | undefined
  said: { id: string; author: string; when: string; words: string; href: string; group: string }[]
  /** What else there is. */
  more: { href: string; text: string }[]
}

/** What somebody sees when she comes back: one thing to do, what she goes to, her groups, what was said there. */
export function HomePage(props: HomeProps) {
  const { t, name, refused, one, now, find, more } = props
  if (refused)
    return (
      <Article title={t('suggesting.home.title', { name: '' })}>
        <FirstThis {...refused} />
      </Article>
    )
  return (
    <Article title={t('suggesting.home.title', { name })}>
      {one && (
        <Section title={t('suggesting.home.one')}>
          <SuggestionCard {...one} />
        </Section>
      )}
      <p>
        <ButtonLink href={now} tone="plain">
          {t('suggesting.title')}
        </ButtonLink>
      </p>
      <Coming {...props} />
      {find && <Groups {...props} find={find} />}
      {more.length > 0 && (
        <Inline>
          {more.map(({ href, text }) => (
            <TextLink key={href} href={href}>
              {text}
            </TextLink>
          ))}
        </Inline>
      )}
    </Article>
  )
}

function Coming({ t, events }: HomeProps) {
  if (events.length === 0) return null
  return (
    <Section title={t('suggesting.home.events')}>
      <EventCards events={events} />
    </Section>
  )
}

function Groups({ t, groups, find, said }: HomeProps & { find: string }) {
  return (
    <Section title={t('suggesting.home.groups')}>
      {groups.length === 0 && (
        <>
          <p>{t('suggesting.home.no-group')}</p>
          <p>
            <ButtonLink href={find} tone="plain">
              {t('suggesting.home.find')}
            </ButtonLink>
          </p>
        </>
      )}
      <Items>
        {groups.map(({ id, href, name, note, meeting }) => (
          <ItemCard key={id} href={href} title={name}>
            {meeting && <p>{meeting}</p>}
            <Small>{note}</Small>
          </ItemCard>
        ))}
      </Items>
      {said.length > 0 && (
        <Messages>
          {said.map(({ id, author, when, words, href, group }) => (
            <Message key={id} author={author} when={when}>
              <p>{words}</p>
              <p>
                <TextLink href={href}>{group}</TextLink>
              </p>
            </Message>
          ))}
        </Messages>
      )}
    </Section>
  )
}
