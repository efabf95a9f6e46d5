import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, type FormState, TextField } from '#ui/form'
import { Act, Button, Buttons, ButtonLink, Card, Inline, Section, TextLink } from '#ui/parts'
import { DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

type Guess = { id: string; name: string }
export type Line = { key: string; href: string; typed: string; people: string; guesses: Guess[] }
export type Settled = { key: string; typed: string; place: string; people: string; at: string; undo: string | undefined }

/** What was typed and is no place, with the towns that it may mean; and what was settled of late. */
export function PlacesPage({ t, lines, settled, next }: { t: T; lines: Line[]; settled: Settled[]; next: string | undefined }) {
  return (
    <Desk title={t('placing.title')} lead={t('placing.lead')}>
      <DataTable
        caption={t('placing.title')}
        head={[t('placing.typed'), t('placing.people'), t('placing.guesses'), t('placing.other')]}
        rows={lines.map(({ key, href, typed, people, guesses }) => ({
          key,
          cells: [
            typed,
            people,
            <Guesses action={href} guesses={guesses} />,
            <TextLink href={href}>{t('placing.else')}</TextLink>,
          ],
        }))}
        empty={t('placing.none')}
      />
      {next && (
        <ButtonLink href={next} tone="plain">
          {t('placing.next')}
        </ButtonLink>
      )}
      {settled.length > 0 && (
        <Section title={t('placing.settled')}>
          <DataTable
            caption={t('placing.settled')}
            head={[t('placing.typed'), t('placing.place'), t('placing.people'), t('placing.at'), t('placing.undo')]}
            rows={settled.map(({ key, typed, place, people, at, undo }) => ({
              key,
              cells: [
                typed,
                place,
                people,
                at,
                undo ? (
                  <Act small action={undo}>
                    {t('placing.undo')}
                  </Act>
                ) : (
                  t('placing.undone')
                ),
              ],
            }))}
            empty=""
          />
        </Section>
      )}
    </Desk>
  )
}

/** One tap settles all who typed it. */
function Guesses({ action, guesses }: { action: string; guesses: Guess[] }) {
  return (
    <Inline>
      {guesses.map(({ id, name }) => (
        <Act key={id} small action={action} fields={{ place: id }}>
          {name}
        </Act>
      ))}
    </Inline>
  )
}

export type TextPageProps = {
  t: T
  locale: Locale
  form: FormState
  typed: string
  people: string
  guesses: Guess[]
  paths: { settle: string; leave: string; list: string }
}

/** One text: any town for it, or none. */
export function TextPage({ t, locale, form, typed, people, guesses, paths }: TextPageProps) {
  const label = t('placing.where')
  return (
    <Desk title={typed} lead={people}>
      {guesses.length > 0 && (
        <Section title={t('placing.guesses')}>
          <Guesses action={paths.settle} guesses={guesses} />
        </Section>
      )}
      <Card title={t('placing.else')}>
        <Form action={paths.settle}>
          <ErrorSummary form={form} t={t} locale={locale} labels={{ where: label }} />
          <TextField name="where" label={label} hint={t('placing.where-hint')} form={form} t={t} maxLength={100} required />
          <Button>{t('placing.settle')}</Button>
        </Form>
      </Card>
      <Card title={t('placing.leave')}>
        <p>{t('placing.leave-what')}</p>
        <Act action={paths.leave}>{t('placing.leave')}</Act>
      </Card>
      <Buttons>
        <ButtonLink href={paths.list} tone="plain">
          {t('placing.title')}
        </ButtonLink>
      </Buttons>
    </Desk>
  )
}
