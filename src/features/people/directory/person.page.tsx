import type { ComponentChildren } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState, Hidden, SelectField, Suggestions, TextArea, TextField } from '#ui/form'
import { SmallActs } from '#ui/items'
import { Act, Button, Card, Disclosure, List, Notice, Small, TextLink } from '#ui/parts'
import { Badge, Desk, Facts, Stacks } from '#ui/table'
import { FieldControls, labelsOf } from '../fields/index.ts'
import { Consents, type ConsentsProps, Reach } from './person-consents.tsx'
import { Box, Parts, type PartsProps } from './person-boxes.tsx'
import type { T } from './texts.ts'

type Option = { value: string; text: string }
type PointLine = {
  id: string
  value: string
  states: { text: string; tone: 'plain' | 'good' | 'bad' }[]
  /** by its server, in its own words */
  said: string | undefined
  marks: { quality: string; text: string }[]
}
type FieldLine = { key: string; label: string; kind: string; options: Option[] }

export type PersonProps = ConsentsProps &
  PartsProps & {
    locale: Locale
    name: string
    lead: string
    facts: { label: string; value: string; href?: string | undefined }[]
    points: PointLine[]
    tags: { id: string; name: string }[]
    tagNames: string[]
    notes: { id: string; text: string; by: string }[]
    timeline: { key: string; at: string; text: string }[]
    opened: string[]
    fields: FieldLine[]
    forms: { details: FormState; point: FormState; tag: FormState; note: FormState; custom: FormState }
    languages: Option[]
    countries: Option[]
    may: { edit: boolean; erase: boolean; restrict: boolean }
    restricted: boolean
  }

/** All that is known of a person, and what may be changed, each thing in its place. */
export function PersonPage(props: PersonProps) {
  const { t, name, lead, restricted } = props
  return (
    <Desk title={name} lead={lead}>
      {restricted && <Notice>{t('directory.person.restricted')}</Notice>}
      <Stacks
        first={
          <>
            <Points {...props} />
            <Reach {...props} />
            <Who {...props} />
          </>
        }
        second={
          <>
            <Parts {...props} />
            <Tags {...props} />
            {props.fields.length > 0 && <Custom {...props} />}
            <Notes {...props} />
            <Timeline {...props} />
          </>
        }
      />
      <Consents {...props} />
      <Rights {...props} />
    </Desk>
  )
}

function Who(props: PersonProps) {
  const { t, facts, may } = props
  return (
    <Card title={t('directory.person.who')}>
      <Facts
        facts={facts.map(({ label, value, href }) => ({
          label,
          value: href ? <TextLink href={href}>{value}</TextLink> : value,
        }))}
      />
      {may.edit && <DetailsForm {...props} />}
    </Card>
  )
}

const isWrong = ({ errors, notice }: FormState) => Object.keys(errors).length > 0 || notice !== undefined

function DetailsForm({ t, locale, path, forms, languages, countries }: PersonProps) {
  const form = forms.details
  const labels = {
    given_name: t('directory.given-name'),
    family_name: t('directory.family-name'),
    locale: t('directory.person.language'),
    ...labelsOf(locale),
    postal_code: t('directory.postal-code'),
    town: t('directory.town'),
    country: t('directory.country'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  const declared = { asked: 'staff', form, t, locale } as const
  return (
    <Disclosure summary={t('directory.person.change')} open={isWrong(form)}>
      <Form action={`${path}/details`}>
        <ErrorSummary {...{ form, t, locale, labels }} />
        <TextField {...field('given_name')} maxLength={60} required />
        <TextField {...field('family_name')} maxLength={80} />
        <FieldControls part="who" {...declared} />
        <SelectField {...field('locale')} options={languages} />
        <FieldControls part="where" {...declared} />
        <TextField {...field('postal_code')} maxLength={12} />
        <TextField {...field('town')} maxLength={100} />
        <SelectField {...field('country')} options={countries} />
        <Button>{t('directory.person.save')}</Button>
      </Form>
    </Disclosure>
  )
}

function Points({ t, path, points, forms, may }: PersonProps) {
  const form = forms.point
  return (
    <Card title={t('directory.person.points')}>
      {points.length === 0 && <Small>{t('directory.person.no-points')}</Small>}
      <List>
        {points.map(({ id, value, states, said, marks }) => (
          <li key={id}>
            {value}{' '}
            {states.map(({ text, tone }) => (
              <Badge key={text} tone={tone}>
                {text}
              </Badge>
            ))}{' '}
            {said && <Small>{t('directory.person.server-said', { words: said })}</Small>}
            {may.edit && (
              <SmallActs>
                {marks.map(({ quality, text }) => (
                  <Act key={quality} small action={`${path}/points/${id}`} fields={{ quality }}>
                    {text}
                  </Act>
                ))}
                <Act small action={`${path}/points/${id}/removal`}>
                  {t('directory.person.remove')}
                </Act>
              </SmallActs>
            )}
          </li>
        ))}
      </List>
      {may.edit && (
        <Adding t={t} form={form} summary={t('directory.person.add-point')} action={`${path}/points`}>
          <TextField name="value" label={t('directory.person.point')} hint={t('directory.person.point-hint')} form={form} t={t} />
        </Adding>
      )}
    </Card>
  )
}

type AddingProps = { t: T; form: FormState; summary: string; action: string; children: ComponentChildren }

function Adding({ t, form, summary, action, children }: AddingProps) {
  return (
    <Disclosure summary={summary} open={isWrong(form)}>
      <Form action={action}>
        <FormNotice form={form} t={t} />
        {children}
        <Button tone="plain">{t('directory.person.add')}</Button>
      </Form>
    </Disclosure>
  )
}

function Tags({ t, path, tags, tagNames, forms, may }: PersonProps) {
  return (
    <Box title={t('directory.staff.tags')} empty={tags.length === 0} open={isWrong(forms.tag)} may={may}>
      <List>
        {tags.map(({ id, name }) => (
          <li key={id}>
            {name}{' '}
            {may.edit && (
              <Act small action={`${path}/tags/${id}/removal`}>
                {t('directory.person.remove')}
              </Act>
            )}
          </li>
        ))}
      </List>
      {may.edit && (
        <Adding t={t} form={forms.tag} summary={t('directory.person.add-tag')} action={`${path}/tags`}>
          <TextField name="tag" label={t('directory.person.tag')} list="tags" form={forms.tag} t={t} maxLength={60} />
          <Suggestions id="tags" values={tagNames} />
        </Adding>
      )}
    </Box>
  )
}

function Custom({ t, path, fields, forms, may }: PersonProps) {
  const form = forms.custom
  return (
    <Box title={t('directory.person.fields')} empty={fields.every(({ key }) => !form.values[key])} open={isWrong(form)} may={may}>
      <Facts facts={fields.map(({ key, label }) => ({ label, value: form.values[key] || '–' }))} />
      {may.edit && (
        <Disclosure summary={t('directory.person.change')} open={isWrong(form)}>
          <Form action={`${path}/custom`}>
            {fields.map(({ key, label, kind, options }) =>
              kind === 'choice' || kind === 'boolean' ? (
                <SelectField key={key} name={key} {...{ label, form, t, options }} />
              ) : (
                <TextField key={key} name={key} type={kind === 'date' ? 'date' : 'text'} {...{ label, form, t }} />
              ),
            )}
            <Button tone="plain">{t('directory.person.save')}</Button>
          </Form>
        </Disclosure>
      )}
    </Box>
  )
}

function Notes({ t, path, notes, forms, may }: PersonProps) {
  return (
    <Box title={t('directory.person.notes')} empty={notes.length === 0} open={isWrong(forms.note)} may={may}>
      <Small>{t('directory.person.notes-hint')}</Small>
      {notes.map(({ id, text, by }) => (
        <blockquote key={id}>
          <p>{text}</p>
          <Small>{by}</Small>
        </blockquote>
      ))}
      {may.edit && (
        <Adding t={t} form={forms.note} summary={t('directory.person.add-note')} action={`${path}/notes`}>
          <TextArea name="note" label={t('directory.person.note')} form={forms.note} t={t} maxLength={4000} />
        </Adding>
      )}
    </Box>
  )
}

function Timeline({ t, timeline, opened }: PersonProps) {
  return (
    <Card title={t('directory.person.timeline')}>
      <List>
        {timeline.map(({ key, at, text }) => (
          <li key={key}>
            {at} – {text}
          </li>
        ))}
      </List>
      <Disclosure summary={t('directory.person.opened')}>
        <List>
          {opened.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </List>
      </Disclosure>
    </Card>
  )
}

function Rights({ t, path, may, restricted }: PersonProps) {
  if (!may.erase && !may.restrict) return null
  return (
    <Card title={t('directory.person.rights')}>
      {may.restrict && (
        <Act action={`${path}/restriction`} fields={{ restricted: restricted ? 'false' : 'true' }}>
          {restricted ? t('directory.person.release') : t('directory.person.restrict')}
        </Act>
      )}
      {may.erase && (
        <Disclosure summary={t('directory.person.erase')}>
          <p>{t('directory.person.erase-lead')}</p>
          <Form action={`${path}/erasure`}>
            <Hidden name="sure" value="true" />
            <Button tone="danger">{t('directory.person.erase-button')}</Button>
          </Form>
        </Disclosure>
      )}
    </Card>
  )
}
