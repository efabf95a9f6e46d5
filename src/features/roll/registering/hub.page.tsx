import { ErrorSummary } from '#ui/error-summary'
import { Form, type FormState, TextField } from '#ui/form'
import { ItemCard, Items } from '#ui/items'
import { Act, Article, Button, ButtonLink, Card, List, Section, Small, TextLink } from '#ui/parts'
import type { Locale } from '#platform/i18n/locales'
import type { SourceLine } from './outcome.ts'
import type { T } from './texts.ts'
import { Sources } from './wizard.page.tsx'

export type HubProps = {
  t: T
  locale: Locale
  /** The official check; undefined: of this country we know none. */
  check: string | undefined
  /** Where the questions begin; undefined: we have not read the law of this country. */
  wizard: string | undefined
  votes: { name: string; lines: string[] }[]
  offered: { href: string; title: string; lead: string }[]
  leaflet: { action: string; form: FormState } | undefined
  elsewhere: { href: string; text: string }[]
}

/** All that anybody can do about a vote; first of all, to look whether one is registered. */
export function HubPage({ t, locale, check, wizard, votes, offered, leaflet, elsewhere }: HubProps) {
  return (
    <Article title={t('registering.title')} lead={t('registering.lead')}>
      {check && (
        <>
          <p>
            <ButtonLink href={check}>{t('registering.check')}</ButtonLink>
          </p>
          <Small>{t('registering.check-where')}</Small>
        </>
      )}
      {wizard && (
        <Card title={t('registering.wizard.title')}>
          <p>{t('registering.wizard.lead')}</p>
          <p>
            <ButtonLink href={wizard} tone={check ? 'plain' : 'primary'}>
              {t('registering.wizard.start')}
            </ButtonLink>
          </p>
        </Card>
      )}
      <Section title={t('registering.misplaced.title')}>
        <p>{t('registering.misplaced')}</p>
      </Section>
      <Votes {...{ t, votes, offered }} />
      {leaflet && (
        <Section title={t('registering.leaflet.title')}>
          <p>{t('registering.leaflet.lead')}</p>
          <LeafletForm {...{ t, locale }} {...leaflet} />
        </Section>
      )}
      <Section title={t('registering.elsewhere.title')}>
        <List>
          {elsewhere.map(({ href, text }) => (
            <li key={href}>
              <TextLink href={href}>{text}</TextLink>
            </li>
          ))}
        </List>
      </Section>
    </Article>
  )
}

function Votes({ t, votes, offered }: Pick<HubProps, 't' | 'votes' | 'offered'>) {
  return (
    <>
      <Section title={t('registering.votes.title')}>
        {votes.length === 0 && <p>{t('registering.votes.none')}</p>}
        {votes.map(({ name, lines }) => (
          <Card key={name} title={name}>
            <List>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </List>
          </Card>
        ))}
      </Section>
      {offered.length > 0 && (
        <Items>
          {offered.map(({ href, title, lead }) => (
            <ItemCard key={href} href={href} title={title}>
              <p>{lead}</p>
            </ItemCard>
          ))}
        </Items>
      )}
    </>
  )
}

type LeafletProps = { t: T; locale: Locale; action: string; form: FormState }

function LeafletForm({ t, locale, action, form }: LeafletProps) {
  const label = t('registering.town')
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels: { where: label } }} />
      <TextField name="where" label={label} {...{ form, t }} maxLength={100} required />
      <Button tone="plain">{t('registering.leaflet.button')}</Button>
    </Form>
  )
}

/** The form of the leaflet again, with what is wrong with it. */
export function LeafletAgainPage(props: LeafletProps) {
  return (
    <Article title={props.t('registering.leaflet.title')} lead={props.t('registering.leaflet.lead')}>
      <LeafletForm {...props} />
    </Article>
  )
}

export type CountryProps = {
  t: T
  name: string
  official: string | undefined
  told: string[]
  /** What we have not read, and which office knows. */
  ask: string | undefined
  sources: SourceLine[]
  back: string
}

/** Voting in another country: what we have read of it, and who knows. */
export function CountryPage({ t, name, official, told, ask, sources, back }: CountryProps) {
  return (
    <Article title={name} lead={t(told.length > 0 ? 'registering.elsewhere.some' : 'registering.elsewhere.unknown')}>
      {told.length > 0 && (
        <List>
          {told.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </List>
      )}
      {ask && <p>{ask}</p>}
      {official && (
        <p>
          <ButtonLink href={official}>{t('registering.elsewhere.official')}</ButtonLink>
        </p>
      )}
      {sources.length > 0 && <Sources {...{ t, sources }} />}
      <p>
        <TextLink href={back}>{t('registering.title')}</TextLink>
      </p>
    </Article>
  )
}

type ReminderPageProps = {
  t: T
  title: string
  text: string
  confirm?: string | undefined
  forget?: string | undefined
  never?: string
  again?: string | undefined
  back: string
}

/** What became of a reminder, or what is asked about it. */
export function ReminderPage({ t, title, text, confirm, forget, never, again, back }: ReminderPageProps) {
  return (
    <Article title={title} lead={text}>
      {confirm && (
        <Act action={confirm} tone="primary">
          {t('registering.remind.confirm.button')}
        </Act>
      )}
      {forget && <Act action={forget}>{t('registering.remind.forget')}</Act>}
      {never && (
        <Act action={never} tone="primary">
          {t('registering.never.button')}
        </Act>
      )}
      {again && <Act action={again}>{t('registering.never.again')}</Act>}
      <p>
        <TextLink href={back}>{t('registering.title')}</TextLink>
      </p>
    </Article>
  )
}
