import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Filter, Form, FormNotice, type FormState, Hidden, LineFields, SelectField, Slot, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Card, Notice, Stack, TextLink } from '#ui/parts'
import { Badge, DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

const untouched: FormState = { values: {}, errors: {} }

type Option = { value: string; text: string }

type SheetsProps = {
  t: T
  locale: Locale
  form: FormState
  action: string
  opening: string
  languages: Option[]
  printed: { text: string; href: string; open: string } | undefined
  sheets: { number: number; href: string; place: string; printed: string; done: string; print: string }[]
}

/** Printing sheets, and those that were. */
export function SheetsPage({ t, locale, form, action, opening, languages, printed, sheets }: SheetsProps) {
  const labels = { locale: t('paper.print.language'), place: t('paper.print.place'), copies: t('paper.print.copies') }
  return (
    <Desk title={t('paper.title')} lead={t('paper.lead')}>
      {printed && (
        <Stack>
          <Notice>{printed.text}</Notice>
          <p>
            <ButtonLink href={printed.href}>{printed.open}</ButtonLink>
          </p>
        </Stack>
      )}
      <Card title={t('paper.print.title')}>
        <Form action={action}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <SelectField name="locale" label={labels.locale} options={languages} form={form} t={t} />
          <TextField name="place" label={labels.place} hint={t('paper.print.place-hint')} form={form} t={t} maxLength={100} />
          <TextField name="copies" label={labels.copies} type="number" inputmode="numeric" form={form} t={t} required />
          <Button>{t('paper.print.button')}</Button>
        </Form>
      </Card>
      <Filter action={opening}>
        <TextField name="number" label={t('paper.open')} inputmode="numeric" form={untouched} t={t} />
        <Button>{t('paper.open-button')}</Button>
      </Filter>
      <DataTable
        caption={t('paper.sheets')}
        head={[t('paper.sheet'), t('paper.print.place'), t('paper.printed'), t('paper.entered'), t('paper.pdf')]}
        rows={sheets.map(({ number, href, place, printed: at, done, print }) => ({
          key: String(number),
          cells: [
            <TextLink href={href}>{t('paper.number', { number })}</TextLink>,
            place,
            at,
            done,
            <TextLink href={print}>{t('paper.pdf-open')}</TextLink>,
          ],
        }))}
        empty={t('paper.none')}
      />
    </Desk>
  )
}

type Line = { line: number; name: string; href: string | undefined; fate: string; good: boolean; reason: string; removal: string }
export type EntryProps = {
  t: T
  locale: Locale
  number: number
  place: string
  collected: string | undefined
  returned: FormState
  /** Boxes of the sheet. */
  boxes: { name: string; text: string }[]
  form: FormState
  /** The next line to enter; undefined when all are. */
  line: number | undefined
  lines: Line[]
  paths: { sheet: string; lines: string; illegible: string; matches: string; person: string; all: string }
}

/** One sheet, typed in line by line. */
export function EntryPage(props: EntryProps) {
  const { t, number, place, collected, lines, paths, line } = props
  return (
    <Desk
      title={t('paper.number', { number })}
      lead={[place, collected].filter(Boolean).join(' · ')}
      acts={
        <ButtonLink href={paths.all} tone="plain">
          {t('paper.all')}
        </ButtonLink>
      }
    >
      {!collected ? <Return {...props} /> : line ? <Entry {...props} line={line} /> : <Notice>{t('paper.full')}</Notice>}
      <DataTable
        caption={t('paper.lines')}
        head={[t('paper.line'), t('paper.name'), t('paper.result'), t('paper.take-back')]}
        rows={lines.map(({ line: at, name, href, fate, good, reason, removal }) => ({
          key: String(at),
          cells: [
            String(at),
            href ? <TextLink href={href}>{name}</TextLink> : name,
            <>
              <Badge tone={good ? 'good' : 'plain'}>{fate}</Badge> {reason}
            </>,
            <Act small action={removal}>
              {t('paper.take-back')}
            </Act>,
          ],
        }))}
        empty={t('paper.no-line')}
      />
    </Desk>
  )
}

/** Before the first line: who held the pen out, and when. */
function Return({ t, locale, returned, paths }: EntryProps) {
  const labels = { collector: t('paper.return.collector'), collected_on: t('paper.return.day') }
  return (
    <Card title={t('paper.return.title')}>
      <Form action={paths.sheet}>
        <ErrorSummary {...{ form: returned, t, locale, labels }} />
        <TextField
          name="collector"
          label={labels.collector}
          hint={t('paper.return.hint')}
          form={returned}
          t={t}
          autofocus
          required
        />
        <TextField name="collected_on" label={labels.collected_on} type="date" form={returned} t={t} required />
        <Button>{t('paper.return.button')}</Button>
      </Form>
    </Card>
  )
}

function Entry({ t, locale, form, line, boxes, paths }: EntryProps & { line: number }) {
  const labels = {
    given_name: t('paper.given-name'),
    family_name: t('paper.family-name'),
    postal_code: t('paper.postal-code'),
    town: t('paper.town'),
    email: t('paper.email'),
    phone: t('paper.phone'),
  }
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t, autocomplete: 'off' })
  return (
    <Card title={t('paper.enter', { line })}>
      <Form
        action={paths.lines}
        data={{ 'data-entry': paths.matches, 'data-person': paths.person, 'data-same': t('paper.match.lead') }}
      >
        <ErrorSummary {...{ form, t, locale, labels }} />
        <FormNotice form={form} t={t} />
        <Hidden name="line" value={String(line)} />
        <LineFields>
          <TextField {...field('given_name')} maxLength={60} autofocus required />
          <TextField {...field('family_name')} maxLength={80} />
          <TextField {...field('postal_code')} maxLength={12} inputmode="numeric" />
          <TextField {...field('town')} maxLength={100} />
          <TextField {...field('email')} type="email" />
          <TextField {...field('phone')} type="tel" />
        </LineFields>
        {boxes.map(({ name, text }) => (
          <Checkbox key={name} name={`consents[${name}]`} label={text} form={form} t={t} />
        ))}
        <Slot
          data={{
            'data-matches': '',
            'data-email': t('paper.match.email'),
            'data-phone': t('paper.match.phone'),
            'data-name': t('paper.match.name'),
          }}
        >
          {null}
        </Slot>
        <Button>{t('paper.enter-button')}</Button>
      </Form>
      <Act small action={paths.illegible} fields={{ line: String(line) }}>
        {t('paper.illegible')}
      </Act>
    </Card>
  )
}
