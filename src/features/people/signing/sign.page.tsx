import type { Link } from '#platform/http/locale'
import { countryName, type Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, type FormState, Honeypot, SelectField, Slot, TextField } from '#ui/form'
import { ActionBar, Article, Button, Card, Disclosure, Notice, Small, Stack, TextLink } from '#ui/parts'
import { getCountries } from 'libphonenumber-js'
import { TownField } from '#territories'
import type { T } from './texts.ts'

export type SignFormProps = {
  t: T
  locale: Locale
  link: Link
  form: FormState
  /** Towns of the postal code typed, when there are several to choose from. */
  towns: { code: string; name: string }[]
  /** Consents as they will be kept in the ledger. */
  wordings: { support: string; news: string; calls: string }
  /** When the form was drawn, sealed. */
  opened: string
}

/** A form that nobody has touched. No box is ticked. */
export const emptyForm: FormState = { values: { country: 'FR' }, errors: {} }

/** The form by which a citizen signs. Works without scripts; with them the towns of a postal code come at once. */
export function SignForm(props: SignFormProps) {
  const { t, locale, link, form, towns, wordings, opened } = props
  const field = { form, t }
  return (
    <Form action={link('/sign')} data={{ 'data-sign-form': '' }}>
      <ErrorSummary form={form} t={t} locale={locale} labels={labelsOf(t)} />
      {form.notice && <Notice>{t(form.notice as 'signing.sign.too-quick')}</Notice>}
      <TextField
        {...field}
        name="given_name"
        label={t('signing.sign.given-name')}
        autocomplete="given-name"
        maxLength={60}
        required
      />
      <TextField
        {...field}
        name="email"
        type="email"
        label={t('signing.sign.email')}
        autocomplete="email"
        maxLength={254}
        required
      />
      <TextField {...field} name="postal_code" label={t('signing.sign.postal-code')} autocomplete="postal-code" maxLength={12} />
      <Slot data={{ 'data-towns': '', 'data-label': t('signing.sign.town'), 'data-choose': t('signing.sign.town-choose') }}>
        <TownField {...field} label={t('signing.sign.town')} choose={t('signing.sign.town-choose')} towns={towns} />
      </Slot>
      <Elsewhere {...props} />
      <Checkbox {...field} name="consents[news]" label={wordings.news} />
      <Checkbox {...field} name="consents[calls]" label={wordings.calls} />
      <Honeypot name="website" />
      <input type="hidden" name="opened" value={opened} />
      <ActionBar>
        <Button>{t('signing.sign.button')}</Button>
      </ActionBar>
      <Small>
        {wordings.support} <TextLink href={link('/privacy')}>{t('signing.sign.privacy')}</TextLink>
      </Small>
    </Form>
  )
}

/** Names of the fields, in the order of the page. */
function labelsOf(t: T): Record<string, string> {
  return {
    given_name: t('signing.sign.given-name'),
    email: t('signing.sign.email'),
    postal_code: t('signing.sign.postal-code'),
    place_code: t('signing.sign.town'),
    family_name: t('signing.sign.family-name'),
    phone: t('signing.sign.phone'),
    country: t('signing.sign.country'),
    town: t('signing.sign.town-abroad'),
  }
}

const FOLDED = ['country', 'town', 'phone', 'family_name']

function Elsewhere({ t, locale, form }: SignFormProps) {
  const field = { form, t }
  const optional = t('signing.sign.optional')
  const abroad = form.errors.postal_code === 'signing.postal-code.unknown'
  const open =
    abroad || FOLDED.some((name) => name in form.errors || (form.values[name] ?? '') !== (emptyForm.values[name] ?? ''))
  return (
    <Disclosure summary={t('signing.sign.more')} open={open}>
      <TextField
        {...field}
        name="family_name"
        label={t('signing.sign.family-name')}
        autocomplete="family-name"
        maxLength={80}
        optional={optional}
      />
      <TextField
        {...field}
        name="phone"
        type="tel"
        label={t('signing.sign.phone')}
        autocomplete="tel"
        maxLength={32}
        optional={optional}
      />
      <SelectField {...field} name="country" label={t('signing.sign.country')} options={countryOptions(locale)} />
      <TextField
        {...field}
        name="town"
        label={t('signing.sign.town-abroad')}
        autocomplete="address-level2"
        maxLength={100}
        list="abroad"
      />
      <datalist id="abroad" aria-label={t('signing.sign.town-abroad')} />
    </Disclosure>
  )
}

const countries = new Map<Locale, { value: string; text: string }[]>()

/** Every country under its name in the language, France first. */
function countryOptions(locale: Locale) {
  const known = countries.get(locale)
  if (known) return known
  const others = getCountries()
    .filter((code) => code !== 'FR')
    .map((code) => ({ value: code as string, text: countryName(locale, code) }))
    .toSorted((a, b) => a.text.localeCompare(b.text, locale))
  const options = [{ value: 'FR', text: countryName(locale, 'FR') }, ...others]
  countries.set(locale, options)
  return options
}

/** The page of the form alone. */
export function SignPage({ movement, ...form }: SignFormProps & { movement: string }) {
  const { t } = form
  return (
    <Article title={t('signing.sign.title')} lead={t('signing.sign.lead', { movement })}>
      <Card title={t('signing.sign.card')}>
        <SignForm {...form} />
      </Card>
    </Article>
  )
}

/** After the form: look into your mailbox. The same for everybody. */
export function SentPage({ t, sign, outbox }: { t: T; sign: string; outbox: string | undefined }) {
  return (
    <Article title={t('signing.sent.title')} lead={t('signing.sent.lead')}>
      <Stack>
        <p>{t('signing.sent.spam')}</p>
        <p>
          <TextLink href={sign}>{t('signing.sent.again')}</TextLink>
        </p>
        {outbox && (
          <p>
            <TextLink href={outbox}>{t('signing.sent.outbox')}</TextLink>
          </p>
        )}
      </Stack>
    </Article>
  )
}
