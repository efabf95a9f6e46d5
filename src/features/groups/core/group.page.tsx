import { ErrorSummary } from '#ui/error-summary'
import { Form, type FormState, Honeypot, TextArea } from '#ui/form'
import type { Locale } from '#platform/i18n/locales'
import { Article, Button, ButtonLink, Card, Disclosure, List, Notice, Section, Small, TextLink } from '#ui/parts'
import { Photo } from '#ui/photo'
import { Badges, Facts } from '#ui/table'
import { GroupCards } from './group-cards.tsx'
import type { GroupCardProps } from './describing.ts'
import type { T } from './texts.ts'

export type GroupProps = {
  t: T
  locale: Locale
  group: {
    name: string
    picture: string | undefined
    description: string[]
    facts: { label: string; value: string }[]
    badges: string[]
  }
  /** Where one comes in, or finds what one is there. */
  membership: string
  /** It is full for now. */
  full: boolean
  /** The nearest with room, when it is full. */
  others: GroupCardProps[]
  links: { text: string; href: string }[]
  report: { action: string; form: FormState; sent: boolean }
  find: string
}

/** A group as anybody may see it: where, when, how many. Nobody's name. */
export function GroupPage(props: GroupProps) {
  const { t, group, membership, full, others, links, find } = props
  return (
    <Article title={group.name}>
      {group.badges.length > 0 && <Badges texts={group.badges} />}
      {group.picture && <Photo src={group.picture} words={t('groups.page.picture', { name: group.name })} />}
      <Facts facts={group.facts} />
      {group.description.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      {full && <Notice>{t('groups.page.full')}</Notice>}
      <p>
        <ButtonLink href={membership}>{full ? t('groups.page.wait') : t('groups.page.join')}</ButtonLink>
      </p>
      {others.length > 0 && (
        <Section title={t('groups.page.others')}>
          <GroupCards groups={others} />
        </Section>
      )}
      {links.map(({ text, href }) => (
        <p key={href}>
          <TextLink href={href}>{text}</TextLink>
        </p>
      ))}
      <Report {...props} />
      <Small>
        <TextLink href={find}>{t('groups.page.find')}</TextLink>
      </Small>
    </Article>
  )
}

function Report({ t, locale, report: { action, form, sent } }: GroupProps) {
  if (sent) return <Notice>{t('groups.report.sent')}</Notice>
  return (
    <Disclosure summary={t('groups.report.title')} open={Object.keys(form.errors).length > 0}>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels: { words: t('groups.report.words') } }} />
        <TextArea
          name="words"
          label={t('groups.report.words')}
          hint={t('groups.report.hint')}
          {...{ form, t }}
          maxLength={1000}
        />
        <Honeypot name="website" />
        <Button tone="plain">{t('groups.report.button')}</Button>
      </Form>
    </Disclosure>
  )
}

export type MineProps = {
  t: T
  groups: { id: string; name: string; town: string; href: string; facts: string[] }[]
  asked: { name: string; withdraw: string }[]
  find: string
  create: string
}

/** One's own groups. */
export function MinePage({ t, groups, asked, find, create }: MineProps) {
  return (
    <Article title={t('groups.mine.title')}>
      {groups.length === 0 && <Notice>{t('groups.mine.none')}</Notice>}
      {groups.map(({ id, name, town, href, facts }) => (
        <Card key={id} title={name}>
          <p>{[town, ...facts].join(' · ')}</p>
          <p>
            <ButtonLink href={href}>{t('groups.mine.open')}</ButtonLink>
          </p>
        </Card>
      ))}
      {asked.length > 0 && (
        <Card title={t('groups.mine.asked')}>
          <List>
            {asked.map(({ name, withdraw }) => (
              <li key={withdraw}>
                <TextLink href={withdraw}>{name}</TextLink>
              </li>
            ))}
          </List>
        </Card>
      )}
      <p>
        <ButtonLink href={find} tone="plain">
          {t('groups.mine.find')}
        </ButtonLink>{' '}
        <ButtonLink href={create} tone="plain">
          {t('groups.create')}
        </ButtonLink>
      </p>
    </Article>
  )
}
