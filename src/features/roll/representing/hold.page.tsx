import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, SelectField } from '#ui/form'
import { ItemCard, Items } from '#ui/items'
import { Act, Article, Button, ButtonLink, Disclosure, FirstThis, Notice, Section, Small, TextLink } from '#ui/parts'
import { LawLines } from './ask.page.tsx'
import { labelsOf, PhoneField, WhereFields } from './fields.tsx'
import { MatchCard, type MatchCardProps } from './match-card.tsx'
import type { Law, PageT } from './saying.ts'

type Option = { value: string; text: string }

export type HolderProps = { t: PageT; title: string; note: string; matches: MatchCardProps[]; none: string; remove: string }

/** One vote that somebody goes for: whom she was brought together with. */
function HolderSection({ t, title, note, matches, none, remove }: HolderProps) {
  return (
    <Section title={title}>
      <Small>{note}</Small>
      {matches.length === 0 && <Notice>{none}</Notice>}
      {matches.map((match) => (
        <MatchCard key={match.id} {...match} />
      ))}
      <Disclosure summary={t('representing.hold.withdraw')}>
        <p>{t('representing.hold.withdraw-lead')}</p>
        <Act action={remove} tone="danger">
          {t('representing.hold.withdraw')}
        </Act>
      </Disclosure>
    </Section>
  )
}

export type MeProps = {
  t: PageT
  locale: Locale
  refused: { why: string; act: string; href: string } | undefined
  asks: { href: string; title: string; note: string }[]
  holders: HolderProps[]
  form: FormState
  action: string
  votes: Option[]
  options: Record<'km' | 'held' | 'takes', Option[]>
  law: Law
  ask: string
  how: string
}

/** What somebody who is signed in asked, and whether she goes for others. */
export function MePage(props: MeProps) {
  const { t, refused, asks, holders, votes, law, ask, how } = props
  return (
    <Article title={t('representing.me.title')} lead={t('representing.me.lead')}>
      {asks.length > 0 && (
        <Section title={t('representing.me.asks')}>
          <Items>
            {asks.map(({ href, title, note }) => (
              <ItemCard key={href} href={href} title={title}>
                {note}
              </ItemCard>
            ))}
          </Items>
        </Section>
      )}
      {holders.map((holder) => (
        <HolderSection key={holder.remove} {...holder} />
      ))}
      <Section title={t('representing.hold.title')}>
        {votes.length === 0 && <Notice>{t('representing.no-votes')}</Notice>}
        {votes.length > 0 && law.unknown && <Notice>{t('roll.unknown')}</Notice>}
        {refused ? <FirstThis {...refused} /> : votes.length > 0 && law.known && <HoldForm {...props} />}
      </Section>
      <p>
        <ButtonLink href={ask} tone="plain">
          {t('representing.title')}
        </ButtonLink>
      </p>
      <p>
        <TextLink href={how}>{t('representing.how.title')}</TextLink>
      </p>
      <LawLines t={t} law={law} />
    </Article>
  )
}

function HoldForm({ t, locale, form, action, votes, options }: MeProps) {
  const labels = labelsOf(t)
  return (
    <Form action={action}>
      <ErrorSummary {...{ form, t, locale, labels }} />
      <FormNotice form={form} t={t} />
      <WhereFields {...{ t, form, votes }} />
      <SelectField name="km" label={labels.km} hint={t('representing.form.km-hint')} {...{ form, t }} options={options.km} />
      <PhoneField t={t} form={form} />
      <SelectField name="held_home" label={labels.held_home} {...{ form, t }} options={options.held} />
      <SelectField name="held_abroad" label={labels.held_abroad} {...{ form, t }} options={options.held} />
      <SelectField
        name="takes"
        label={labels.takes}
        hint={t('representing.form.takes-hint')}
        {...{ form, t }}
        options={options.takes}
      />
      <Checkbox name="cares" label={t('representing.form.cares')} {...{ form, t }} />
      <Small>{t('representing.hold.kept')}</Small>
      <Button>{t('representing.hold.button')}</Button>
    </Form>
  )
}

/** What the link of a mail opens for who goes: the same, without signing in. */
export function HolderPage({ t, holder, back }: { t: PageT; holder: HolderProps; back: string }) {
  return (
    <Article title={t('representing.me.title')}>
      <HolderSection {...holder} />
      <p>
        <TextLink href={back}>{t('representing.how.title')}</TextLink>
      </p>
    </Article>
  )
}
