import { Checkbox, FieldRow, type FormState, Group, SelectField, TextField, Unless } from '#ui/form'
import type { PageT } from './texts.ts'

type Option = { value: string; text: string }

type Declaration = { key: string; text: string; isOfForeigners?: boolean }

type DonorProps = {
  t: PageT
  form: FormState
  countries: Option[]
  /** What the law has asked of her, beside name and mailbox. */
  fields: string[]
  declarations: Declaration[]
  /** What her mailbox is for, where it is no gift. */
  hint?: string
}

/** Who she is, and what she declares: of a gift, of dues, of a loan. */
export function DonorFields({ t, form, countries, fields, declarations, hint = t('offering.email-hint') }: DonorProps) {
  return (
    <>
      <FieldRow>
        <TextField name="given_name" label={t('giving.given-name')} autocomplete="given-name" {...{ form, t }} maxLength={60} />
        <TextField
          name="family_name"
          label={t('giving.family-name')}
          autocomplete="family-name"
          {...{ form, t }}
          maxLength={60}
        />
      </FieldRow>
      <TextField
        name="email"
        type="email"
        inputmode="email"
        autocomplete="email"
        label={t('giving.email')}
        hint={hint}
        {...{ form, t }}
        maxLength={254}
      />
      {rowsOf(fields).map((row) => (
        <FieldRow key={row[0]}>
          {row.map((name) => (
            <SaidField key={name} {...{ name, t, form, countries }} />
          ))}
        </FieldRow>
      ))}
      <Group legend={t('giving.declarations')}>
        <Checkbox name="adult" label={t('giving.adult')} {...{ form, t }} />
        {declarations.map(({ key, text, isOfForeigners }) => {
          const box = <Checkbox key={key} name={`declared[${key}]`} label={text} {...{ form, t }} />
          return isOfForeigners ? <Unless key={key}>{box}</Unless> : box
        })}
      </Group>
    </>
  )
}

/** Fields of one line of an envelope stand side by side. */
function rowsOf(fields: string[]): string[][] {
  const town = ['postal_code', 'town']
  const has = town.every((name) => fields.includes(name))
  return fields.flatMap((name) => (has && name === 'town' ? [] : [has && name === 'postal_code' ? town : [name]]))
}

const COUNTRY_FIELDS = ['country', 'nationality']
const AUTOCOMPLETE: Record<string, string> = {
  street: 'street-address',
  postal_code: 'postal-code',
  town: 'address-level2',
  country: 'country',
}

function SaidField({ name, t, form, countries }: { name: string; t: PageT; form: FormState; countries: Option[] }) {
  const label = labelOf(t, name)
  const autocomplete = AUTOCOMPLETE[name]
  if (COUNTRY_FIELDS.includes(name)) {
    // Whoever is of the country is not asked what foreigners are; the first two are none, and this one.
    const hides = name === 'nationality' ? countries.slice(0, 2).map(({ value }) => value) : []
    return <SelectField name={`said[${name}]`} label={label} {...{ form, t, autocomplete, hides }} options={countries} />
  }
  return (
    <TextField
      name={`said[${name}]`}
      label={label}
      {...(autocomplete ? { autocomplete } : {})}
      {...{ form, t }}
      maxLength={120}
    />
  )
}

const OURS = ['street', 'postal_code', 'town', 'country', 'nationality'] as const
/** What only some countries ask is called as their law's texts do. */
function labelOf(t: PageT, name: string): string {
  const own = OURS.find((one) => one === name)
  return own ? t(`giving.field-${own}`) : t(`law.ask.${name}` as 'law.ask.occupation')
}

/** What each field is called, for the summary of what is wrong. */
export function labelsOf(t: PageT, fields: string[], declarations: { key: string; text: string }[]): Record<string, string> {
  return {
    other: t('giving.amount'),
    split: t('campaigns.split'),
    rhythm: t('offering.rhythm'),
    mode: t('giving.mode'),
    given_name: t('giving.given-name'),
    family_name: t('giving.family-name'),
    email: t('giving.email'),
    adult: t('giving.adult'),
    ...Object.fromEntries(fields.map((name) => [`said[${name}]`, labelOf(t, name)])),
    ...Object.fromEntries(declarations.map(({ key, text }) => [`declared[${key}]`, text])),
  }
}
