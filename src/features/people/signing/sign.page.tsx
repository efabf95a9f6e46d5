import type { Link } from '#platform/http/locale'
import { countryOptions } from '#platform/i18n/countries'
import type { Locale } from '#platform/i18n/locales'
import { ofAnyKey } from '#platform/i18n/texts'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, type FormState, Honeypot, SelectField, Slot, TextField } from '#ui/form'
import { Article, Button, Card, Disclosure, Notice, Small, Stack, TextLink } from '#ui/parts'
import { TownField } from '#territories'
import type { T } from './texts.ts'

export type SignFormProps = {
  t: T
  locale: Locale
  link: Link
  form: FormState
  /** Where the movement is at home: what the form means until somebody says another; and whether its towns are known by their postal codes. */
  home: { country: string; codes: boolean }
  /** Towns of the postal code typed, when there are several to choose from. */
  towns: { code: string; name: string }[]
  /** Consents as they will be kept in the ledger: by the signature itself, and a box for each other. */
  support: string
  boxes: { name: string; text: string }[]
  /** When the form was drawn, sealed. */
  opened: string
}

/**
 * The form by which a citizen signs. Works without scripts; with them the towns of a postal code come at once. What signing means comes before the
 * first field, since Enter in any of them signs, and each box before the button (GDPR art. 7(2), 9(2)(a)).
 */
export function SignForm(props: SignFormProps) {
  const { t, locale, link, form, home, towns, support, boxes, opened } = props
  const field = { form, t }
  return (
    <Form action={link('/sign')} data={{ 'data-sign-form': '' }}>
      <ErrorSummary form={form} t={t} locale={locale} labels={labelsOf(t)} />
      {form.notice && <Notice>{ofAnyKey(t)(form.notice)}</Notice>}
      <p>{support}</p>
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
      <TextField {...field} name="postal_code" label={t('signing.sign.postal-code')} autocomplete="postal-code" maxLength={20} />
      {!home.codes && <TownByName {...field} />}
      <Slot data={{ 'data-towns': '', 'data-label': t('signing.sign.town'), 'data-choose': t('signing.sign.town-choose') }}>
        <TownField {...field} label={t('signing.sign.town')} choose={t('signing.sign.town-choose')} towns={towns} />
      </Slot>
      <Elsewhere {...props} />
      {boxes.map(({ name, text }) => (
        <Checkbox key={name} {...field} name={`consents[${name}]`} label={text} />
      ))}
      <Honeypot name="website" />
      <input type="hidden" name="opened" value={opened} />
      <Button>{t('signing.sign.button')}</Button>
      <Small>
        <TextLink href={link('/privacy')}>{t('signing.sign.privacy')}</TextLink>
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

const FOLDED = ['country', 'phone', 'family_name']

function Elsewhere({ t, locale, form, home: { country, codes } }: SignFormProps) {
  const field = { form, t }
  const optional = t('signing.sign.optional')
  const abroad = form.errors.postal_code === 'signing.postal-code.unknown'
  const untouched: Record<string, string> = { country }
  const folded = codes ? [...FOLDED, 'town'] : FOLDED
  const open = abroad || folded.some((name) => name in form.errors || (form.values[name] ?? '') !== (untouched[name] ?? ''))
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
      <SelectField {...field} name="country" label={t('signing.sign.country')} options={countryOptions(locale, country)} />
      {codes && <TownByName {...field} />}
    </Disclosure>
  )
}

/** The town where no postal code says it: in sight where the movement is at home in such a country, else behind the word for other countries. */
function TownByName(field: Pick<SignFormProps, 'form' | 't'>) {
  const label = field.t('signing.sign.town-abroad')
  return (
    <>
      <TextField {...field} name="town" label={label} autocomplete="address-level2" maxLength={100} list="abroad" />
      <datalist id="abroad" aria-label={label} />
    </>
  )
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
