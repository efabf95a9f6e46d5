import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, type FormState, SelectField, TextField } from '#ui/form'
import { Act, Article, Button, ButtonLink, Card, Disclosure, List, Notice, Small, TextLink } from '#ui/parts'
import { Badge, Facts } from '#ui/table'
import { FieldControls, labelsOf } from '../fields/index.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }
export type MeProps = {
  t: T
  locale: Locale
  name: string
  path: string
  /** Behind the path of each form, where others read her mailbox too: for whom the page was drawn. */
  of: string
  facts: { label: string; value: string }[]
  /** Pages where she has something, and that no menu names. */
  own: { href: string; text: string }[]
  /** `silenced`: she agrees, and whoever reads her mailbox asked for silence there. */
  consents: { purpose: string; text: string; given: boolean; silenced: boolean }[]
  /** Where she says that it is for somebody else, if others read her mailbox too. */
  which: string | undefined
  form: FormState
  phone: FormState
  phones: { value: string; removal: string }[]
  /** Where the account moves to another mailbox. */
  address: string
  languages: Option[]
  countries: Option[]
  paused: string | undefined
  restricted: boolean
  opened: string[]
  kept: string[]
}

/** A person's own page: all that the movement has of her, and every right, a button each. */
export function MePage(props: MeProps) {
  const { t, name, facts, path, opened } = props
  return (
    <Article title={t('privacy.me.title')} lead={t('privacy.me.lead', { name })}>
      {props.which && (
        <Notice>
          {t('privacy.me.shared', { name })} <TextLink href={props.which}>{t('privacy.me.another')}</TextLink>
        </Notice>
      )}
      <Card title={t('privacy.me.known')}>
        <Facts facts={facts} />
        <Details {...props} />
        <Points {...props} />
        <ButtonLink href={`${path}/data.json`} tone="plain">
          {t('privacy.me.json')}
        </ButtonLink>
        <ButtonLink href={`${path}/data.csv`} tone="plain">
          {t('privacy.me.csv')}
        </ButtonLink>
      </Card>
      <Own {...props} />
      <Consents {...props} />
      <Pause {...props} />
      <Card title={t('privacy.me.opened')}>
        {opened.length === 0 && <Small>{t('privacy.me.nobody-opened')}</Small>}
        <List>
          {opened.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </List>
      </Card>
      <Leaving {...props} />
    </Article>
  )
}

function Own({ t, own }: MeProps) {
  if (own.length === 0) return null
  return (
    <Card title={t('privacy.me.also')}>
      <List>
        {own.map(({ href, text }) => (
          <li key={href}>
            <TextLink href={href}>{text}</TextLink>
          </li>
        ))}
      </List>
    </Card>
  )
}

function Details({ t, locale, form, path, of, languages, countries }: MeProps) {
  const labels = {
    given_name: t('privacy.me.given-name'),
    family_name: t('privacy.me.family-name'),
    ...labelsOf(locale),
    postal_code: t('privacy.me.postal-code'),
    town: t('privacy.me.town'),
    country: t('privacy.me.country'),
    locale: t('privacy.me.language'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  const declared = { asked: 'own', form, t, locale } as const
  return (
    <Disclosure summary={t('privacy.me.correct')} open={Object.keys(form.errors).length > 0}>
      <Form action={`${path}/details${of}`}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <TextField {...field('given_name')} autocomplete="given-name" maxLength={60} required />
        <TextField {...field('family_name')} autocomplete="family-name" maxLength={80} />
        <FieldControls part="who" {...declared} />
        <FieldControls part="where" {...declared} />
        <TextField {...field('postal_code')} autocomplete="postal-code" maxLength={12} />
        <TextField {...field('town')} maxLength={100} />
        <SelectField {...field('country')} options={countries} />
        <SelectField {...field('locale')} options={languages} />
        <Button>{t('privacy.me.save')}</Button>
      </Form>
    </Disclosure>
  )
}

function Points({ t, path, of, phone, phones, address }: MeProps) {
  return (
    <Disclosure summary={t('privacy.me.points-change')} open={Object.keys(phone.errors).length > 0}>
      <List>
        {phones.map(({ value, removal }) => (
          <li key={value}>
            {value}{' '}
            <Act small action={removal}>
              {t('privacy.me.phone-remove', { phone: value })}
            </Act>
          </li>
        ))}
      </List>
      <Form action={`${path}/phones${of}`}>
        <TextField name="phone" label={t('privacy.me.phone')} type="tel" autocomplete="tel" form={phone} t={t} maxLength={40} />
        <Button tone="plain">{t('privacy.me.phone-add')}</Button>
      </Form>
      <p>
        <TextLink href={address}>{t('privacy.me.address-change')}</TextLink>
      </p>
    </Disclosure>
  )
}

function Consents({ t, path, of, consents }: MeProps) {
  return (
    <Card title={t('privacy.me.consents')}>
      {consents.map(({ purpose, text, given, silenced }) => (
        <div key={purpose}>
          <p>
            <Badge tone={given ? 'good' : 'plain'}>{given ? t('privacy.me.yes') : t('privacy.me.no')}</Badge> {text}
          </p>
          {silenced && (
            <>
              <Small>{t('privacy.me.silenced')}</Small>{' '}
              <Act small action={`${path}/consents${of}`} fields={{ purpose, wanted: 'yes' }}>
                {t('privacy.me.give')}
              </Act>{' '}
            </>
          )}
          <Act small action={`${path}/consents${of}`} fields={{ purpose, wanted: given ? 'no' : 'yes' }}>
            {given ? t('privacy.me.withdraw') : t('privacy.me.give')}
          </Act>
        </div>
      ))}
    </Card>
  )
}

function Pause({ t, path, of, paused }: MeProps) {
  return (
    <Card title={t('privacy.me.pause')}>
      <p>{paused ? t('privacy.me.paused', { day: paused }) : t('privacy.me.pause-lead')}</p>
      <span>
        {['30', '90', '365'].map((days) => (
          <span key={days}>
            <Act small action={`${path}/pause${of}`} fields={{ days }}>
              {t('privacy.me.pause-days', { days: Number(days) })}
            </Act>{' '}
          </span>
        ))}
        {paused && (
          <Act small action={`${path}/pause${of}`} fields={{ days: '0' }}>
            {t('privacy.me.resume')}
          </Act>
        )}
      </span>
    </Card>
  )
}

function Leaving({ t, path, of, restricted, kept }: MeProps) {
  return (
    <Card title={t('privacy.me.leaving')}>
      {restricted && <Notice>{t('privacy.me.restricted')}</Notice>}
      <p>{t('privacy.me.restrict-lead')}</p>
      <Act action={`${path}/restriction${of}`} fields={{ restricted: restricted ? 'false' : 'true' }}>
        {restricted ? t('privacy.me.release') : t('privacy.me.restrict')}
      </Act>
      <Disclosure summary={t('privacy.me.erase')}>
        <p>{t('privacy.me.erase-lead')}</p>
        <KeptLines kept={kept} />
        <Act action={`${path}/erasure${of}`} tone="danger">
          {t('privacy.me.erase-button')}
        </Act>
      </Disclosure>
    </Card>
  )
}

/** What stays, in lines. */
export function KeptLines({ kept }: { kept: string[] }) {
  if (kept.length === 0) return null
  return (
    <List>
      {kept.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </List>
  )
}

/** Somebody who signed in and is not in the file. */
export function NobodyPage({ t, sign }: { t: T; sign: string }) {
  return (
    <Article title={t('privacy.nobody.title')} lead={t('privacy.nobody.lead')}>
      <ButtonLink href={sign}>{t('privacy.nobody.sign')}</ButtonLink>
    </Article>
  )
}

/** `kept`: what rooms must keep of her all the same, each in a line. */
export function ErasedPage({ t, kept }: { t: T; kept: string[] }) {
  return (
    <Article title={t('privacy.erased.title')} lead={t(kept.length > 0 ? 'privacy.erased.but' : 'privacy.erased.lead')}>
      <KeptLines kept={kept} />
      <p>{t('privacy.erased.thanks')}</p>
    </Article>
  )
}
