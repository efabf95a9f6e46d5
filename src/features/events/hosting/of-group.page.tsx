import { Act, Article, ButtonLink, Card, Disclosure, Notice, Section, TextLink } from '#ui/parts'
import { type EventCardProps, EventCards } from '../attending/index.ts'
import type { T } from './texts.ts'

export type OfGroupProps = {
  t: T
  title: string
  events: EventCardProps[]
  asked: { id: string; title: string; when: string; href: string; answer: string }[]
  past: EventCardProps[]
  /** Those that the group holds with others, and may leave to them. */
  leaving: { id: string; title: string; answer: string }[]
  create: string | undefined
  back: string
}

/** Events that a group holds, and those that it is asked to hold with others. */
export function OfGroupPage({ t, title, events, asked, past, leaving, create, back }: OfGroupProps) {
  return (
    <Article title={t('hosting.of-group.title')} lead={title}>
      {asked.length > 0 && (
        <Section title={t('hosting.of-group.asked')}>
          {asked.map(({ id, title: name, when, href, answer }) => (
            <Card key={id} title={name}>
              <p>{when}</p>
              <p>
                <TextLink href={href}>{t('hosting.of-group.look')}</TextLink>
              </p>
              <div class="flex flex-wrap gap-2">
                <Act small tone="primary" action={answer} fields={{ accepts: 'yes' }}>
                  {t('hosting.of-group.yes')}
                </Act>
                <Act small action={answer} fields={{ accepts: 'no' }}>
                  {t('hosting.of-group.no')}
                </Act>
              </div>
            </Card>
          ))}
        </Section>
      )}
      {events.length === 0 && <Notice>{t('hosting.of-group.none')}</Notice>}
      <EventCards events={events} underTitle={asked.length === 0} />
      {past.length > 0 && (
        <Section title={t('hosting.of-group.past')}>
          <EventCards events={past} />
        </Section>
      )}
      {leaving.length > 0 && (
        <Disclosure summary={t('hosting.of-group.leave')}>
          {leaving.map(({ id, title: name, answer }) => (
            <Act key={id} small action={answer} fields={{ accepts: 'no' }}>
              {t('hosting.of-group.leave-one', { title: name })}
            </Act>
          ))}
        </Disclosure>
      )}
      {create && (
        <p>
          <ButtonLink href={create}>{t('events.create')}</ButtonLink>
        </p>
      )}
      <p>
        <TextLink href={back}>{t('hosting.of-group.back')}</TextLink>
      </p>
    </Article>
  )
}
