import type { Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Buttons, Card, Disclosure, FirstThis, List, Notice, Section, Small } from '#ui/parts'
import { HOURS, ROLES } from './rules/posts.ts'
import { Rota, type StationProps } from './station.page.tsx'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

export type OfferProps = {
  t: T
  locale: Locale
  votes: Option[]
  law: string
  /** Undefined: who asks is not signed in, or in nobody's record. */
  form: FormState | undefined
  action: string
  signIn: string
  mine: string
  /** What she offered already. */
  own: { id: string; text: string; end: string }[]
}

/** Somebody can be at a polling station: as what, and when. */
export function OfferPage({ t, locale, votes, law, form, action, signIn, mine, own }: OfferProps) {
  const labels = {
    vote: t('stations.vote'),
    town: t('stations.offer.town'),
    roles: t('stations.offer.roles'),
    hours: t('stations.offer.hours'),
  }
  return (
    <Article title={t('stations.offer.title')} lead={t('stations.offer.lead')}>
      <List>
        {ROLES.map((role) => (
          <li key={role}>{t(`stations.offer.about-${role}`)}</li>
        ))}
      </List>
      {votes.length > 0 && <Small>{law}</Small>}
      {own.map(({ id, text, end }) => (
        <Card key={id} title={t('stations.offer.yours')}>
          <p>{text}</p>
          <Buttons>
            <ButtonLink small href={mine}>
              {t('stations.own.title')}
            </ButtonLink>
            <Act small tone="quiet" action={end} fields={{ vote: id }}>
              {t('stations.offer.end')}
            </Act>
          </Buttons>
        </Card>
      ))}
      {votes.length === 0 && <Notice>{t('stations.no-vote')}</Notice>}
      {votes.length > 0 && !form && <FirstThis why={t('stations.offer.first')} act={t('stations.offer.sign-in')} href={signIn} />}
      {votes.length > 0 && form && (
        <Form action={action}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <FormNotice form={form} t={t} />
          <SelectField name="vote" label={labels.vote} {...{ form, t }} options={votes} />
          <TextField name="town" label={labels.town} hint={t('stations.offer.town-hint')} {...{ form, t }} maxLength={100} />
          <Boxes {...{ t, form }} name="roles" title={labels.roles} of={ROLES.map((one) => [one, t(`stations.role-${one}`)])} />
          <Boxes {...{ t, form }} name="hours" title={labels.hours} of={HOURS.map((one) => [one, t(`stations.hour-${one}`)])} />
          <Button>{t('stations.offer.button')}</Button>
          <Small>{t('stations.offer.kept')}</Small>
        </Form>
      )}
    </Article>
  )
}

type BoxesProps = { t: Translate; form: FormState; name: string; title: string; of: [string, string][] }

function Boxes({ t, form, name, title, of }: BoxesProps) {
  return (
    <fieldset>
      <legend class="mb-1 text-sm font-semibold">{title}</legend>
      {of.map(([value, text]) => (
        <Checkbox key={value} name={`${name}[${value}]`} label={text} {...{ form, t }} />
      ))}
      {form.errors[name] && <p class="mt-1 text-sm font-semibold text-error">{t(form.errors[name])}</p>}
    </fieldset>
  )
}

export type OwnProps = {
  t: T
  offer: string
  stations: ({
    id: string
    title: string
    lead: string
    role: string
    names: string
    /** Undefined: the day is over. */
    answer: { action: string; asked: boolean } | undefined
    /** Whether it is the day, or was: then the count comes first, before it the letter. */
    began: boolean
    letter: string | undefined
    count: string | undefined
    others: string
  } & Pick<StationProps, 'turns'>)[]
}

/** Where she is to be, and what for. */
export function OwnPage({ t, offer, stations }: OwnProps) {
  return (
    <Article title={t('stations.own.title')}>
      {stations.length === 0 && <FirstThis why={t('stations.own.none')} act={t('stations.offer.title')} href={offer} />}
      {stations.map(({ id, title, lead, role, names, answer, began, letter, count, others, turns }) => (
        <Section key={id} title={title}>
          <p>{lead}</p>
          <p>{answer?.asked ? t('stations.own.asked', { role }) : t('stations.own.yes', { role })}</p>
          {answer && <Answer t={t} {...answer} />}
          {!answer?.asked && (
            <>
              {letter && <Notice>{names}</Notice>}
              <Buttons>
                {letter && (
                  <ButtonLink href={letter} tone={began ? 'plain' : 'primary'}>
                    {t('stations.letter.make')}
                  </ButtonLink>
                )}
                {count && (
                  <ButtonLink href={count} tone={began ? 'primary' : 'plain'}>
                    {t('stations.count.open')}
                  </ButtonLink>
                )}
              </Buttons>
              <Rota {...{ t, turns }} />
              <p>{others}</p>
              <Disclosure summary={t('stations.own.bring')} open={answer !== undefined}>
                <List>
                  {(['receipt', 'card', 'identity', 'food', 'count'] as const).map((thing) => (
                    <li key={thing}>{t(`stations.own.bring-${thing}`)}</li>
                  ))}
                </List>
              </Disclosure>
            </>
          )}
        </Section>
      ))}
    </Article>
  )
}

/** Yes or no, and after a yes that she cannot after all. */
function Answer({ t, action, asked }: { t: T; action: string; asked: boolean }) {
  return (
    <Buttons>
      {asked && (
        <Act action={action} tone="primary" fields={{ answer: 'yes' }}>
          {t('stations.own.say-yes')}
        </Act>
      )}
      <Act action={action} tone={asked ? 'plain' : 'quiet'} fields={{ answer: 'no' }}>
        {t(asked ? 'stations.own.say-no' : 'stations.own.cannot')}
      </Act>
    </Buttons>
  )
}
