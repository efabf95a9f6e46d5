import { recordOf } from '#platform/named'
import { languageName, type Locale, LOCALES } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import {
  Checkbox,
  FieldRow,
  Form,
  FormNotice,
  type FormState,
  Group,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from '#ui/form'
import { Article, Button, ButtonLink, Card, Disclosure, Notice, Small, Steps, TextLink } from '#ui/parts'
import { Badge } from '#ui/table'
import type { T } from './texts.ts'

export type VisitsProps = {
  t: T
  locale: Locale
  name: string
  next: string | undefined
  people: {
    id: string
    name: string
    due: boolean
    phones: string[]
    where: string | undefined
    heard: string
    words: string | undefined
    action: string
  }[]
  /** What was typed about somebody, and refused. */
  refused: { person: string; form: FormState } | undefined
  adding: { action: string; form: FormState; sheet: string }
  back: string
}

/** Members whom no mail reaches: who is to be called or visited, and how one more comes in. */
export function VisitsPage(props: VisitsProps) {
  const { t, name, next, people, back } = props
  return (
    <Article title={t('visits.title', { name })} lead={t('visits.lead')}>
      <p>
        <ButtonLink href={back} tone="plain">
          {t('visits.back')}
        </ButtonLink>
      </p>
      {next && <Notice>{t('visits.next', { at: next })}</Notice>}
      {people.length === 0 && <p>{t('visits.none')}</p>}
      {people.map((person) => (
        <PersonCard key={person.id} {...props} person={person} />
      ))}
      <Adding {...props} />
    </Article>
  )
}

function PersonCard({ t, person, refused }: VisitsProps & { person: VisitsProps['people'][number] }) {
  const { id, name, due, phones, where, heard, words, action } = person
  const own = refused?.person === id ? refused.form : undefined
  return (
    <Card title={name}>
      {due && (
        <p>
          <Badge tone="bad">{t('visits.due')}</Badge>
        </p>
      )}
      {phones.map((phone) => (
        <p key={phone}>
          <TextLink href={`tel:${phone}`}>{phone}</TextLink>
        </p>
      ))}
      {where && <p>{where}</p>}
      {phones.length === 0 && !where && <p>{t('visits.nothing')}</p>}
      <Small>{heard}</Small>
      {words && <p>{words}</p>}
      <Disclosure summary={t('visits.note.title', { name })} open={own !== undefined}>
        <Form action={action}>
          {own && (
            <FormNotice
              form={{ ...own, notice: own.errors.how ? 'visits.note.how' : (own.errors.words ?? 'form.wrong') }}
              t={t}
            />
          )}
          <Group legend={t('visits.note.legend')}>
            <RadioField name="how" value="call" label={t('visits.how-call')} checked={own?.values.how === 'call'} />
            <RadioField name="how" value="visit" label={t('visits.how-visit')} checked={own?.values.how === 'visit'} />
          </Group>
          <TextArea
            id={`words-${id}`}
            name="words"
            label={t('visits.note.words')}
            form={own ?? { values: {}, errors: {} }}
            t={t}
            maxLength={300}
          />
          <Button tone="plain">{t('visits.note.button')}</Button>
        </Form>
      </Disclosure>
    </Card>
  )
}

const ADDED = ['given_name', 'family_name', 'phone', 'street', 'postal_code', 'town', 'signed_on', 'kept_by', 'agreed'] as const

function Adding({ t, locale, adding: { action, form, sheet } }: VisitsProps) {
  const label = (name: (typeof ADDED)[number] | 'locale' | 'shows_name' | 'shows_contact') => t(`visits.add.${name}`)
  const labels = recordOf(ADDED, label)
  const optional = t('visits.optional')
  const languages = LOCALES.map((one) => ({ value: one, text: languageName(one) }))
  return (
    <Card title={t('visits.add.title')}>
      <p>{t('visits.add.lead')}</p>
      <Steps>
        <li>
          <TextLink href={sheet}>{t('visits.add.print')}</TextLink>
        </li>
        <li>{t('visits.add.sign')}</li>
        <li>{t('visits.add.enter')}</li>
      </Steps>
      <Form action={action}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <FieldRow>
          <TextField name="given_name" label={labels.given_name} {...{ form, t }} maxLength={80} />
          <TextField name="family_name" label={labels.family_name} {...{ form, t, optional }} maxLength={80} />
        </FieldRow>
        <TextField name="phone" type="tel" label={labels.phone} {...{ form, t, optional }} maxLength={40} />
        <TextField name="street" label={labels.street} {...{ form, t, optional }} maxLength={160} />
        <FieldRow>
          <TextField name="postal_code" label={labels.postal_code} {...{ form, t, optional }} maxLength={10} />
          <TextField name="town" label={labels.town} {...{ form, t, optional }} maxLength={120} />
        </FieldRow>
        <FieldRow>
          <TextField name="signed_on" type="date" label={labels.signed_on} {...{ form, t }} />
          <TextField name="kept_by" label={labels.kept_by} {...{ form, t }} maxLength={120} />
        </FieldRow>
        <SelectField name="locale" label={label('locale')} {...{ form, t, options: languages }} />
        {(['agreed', 'shows_name', 'shows_contact'] as const).map((box) => (
          <Checkbox key={box} name={box} label={label(box)} {...{ form, t }} />
        ))}
        <Button tone="plain">{t('visits.add.button')}</Button>
      </Form>
    </Card>
  )
}
