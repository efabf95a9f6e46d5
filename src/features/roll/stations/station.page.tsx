import { Form, FormNotice, type FormState, SelectField, TextField, FieldRow } from '#ui/form'
import { Act, Button, ButtonLink, Card, Disclosure, List, Notice, Small, Stack, TextLink } from '#ui/parts'
import { Columns, DataTable, Desk } from '#ui/table'
import type { Turn } from './rules/posts.ts'
import type { T } from './texts.ts'

export type TownProps = {
  t: T
  title: string
  lead: string
  back: string
  rota: string
  names: string
  rows: { id: string; name: string; href: string; cells: string[] }[]
}

/** The stations of a town, and who is to be there. */
export function TownPage({ t, title, lead, back, rota, names, rows }: TownProps) {
  const head = (['station', 'assessor', 'substitute', 'delegate', 'gaps'] as const).map((one) => t(`stations.head.${one}`))
  return (
    <Desk
      title={title}
      lead={lead}
      acts={
        <>
          <ButtonLink href={rota}>{t('stations.rota.print')}</ButtonLink>
          <ButtonLink href={back} tone="plain">
            {t('stations.back-to-vote')}
          </ButtonLink>
        </>
      }
    >
      <Notice>{names}</Notice>
      <DataTable
        caption={title}
        head={head}
        rows={rows.map(({ id, name, href, cells }) => ({ key: id, cells: [<TextLink href={href}>{name}</TextLink>, ...cells] }))}
        empty={t('stations.none')}
      />
    </Desk>
  )
}

type Option = { value: string; text: string }

export type StationProps = {
  t: T
  title: string
  lead: string
  back: string
  count: string
  /** Whether it is the day, or was. */
  began: boolean
  names: string
  law: string
  posts: { id: string; role: string; who: string; end: string | undefined; letter: string | undefined }[]
  turns: (Turn & { label: string; text: string })[]
  appoint: { action: string; form: FormState; volunteers: Option[]; roles: Option[] }
  remove: string | undefined
}

/** One station: who is asked, who is there when, and whom to ask. */
export function StationPage({ t, title, lead, back, count, began, names, law, posts, turns, appoint, remove }: StationProps) {
  return (
    <Desk
      title={title}
      lead={lead}
      acts={
        <>
          <ButtonLink href={count} tone={began ? 'primary' : 'plain'}>
            {t('stations.count.open')}
          </ButtonLink>
          <ButtonLink href={back} tone="plain">
            {t('stations.back-to-town')}
          </ButtonLink>
        </>
      }
    >
      <Notice>{names}</Notice>
      <Columns>
        <Stack>
          <Posts {...{ t, posts }} />
          <Appointing {...{ t, law, appoint }} />
        </Stack>
        <Stack>
          <Rota {...{ t, turns }} />
          {remove && (
            <Disclosure summary={t('stations.remove')}>
              <Act small tone="danger" action={remove}>
                {t('stations.remove-button')}
              </Act>
            </Disclosure>
          )}
        </Stack>
      </Columns>
    </Desk>
  )
}

/** Whom one asked, and what she said. */
function Posts({ t, posts }: Pick<StationProps, 't' | 'posts'>) {
  return (
    <DataTable
      caption={t('stations.posts')}
      head={[t('stations.role'), t('stations.who'), t('stations.acts')]}
      rows={posts.map(({ id, role, who, end, letter }) => ({
        key: id,
        cells: [
          role,
          who,
          <>
            {letter && <TextLink href={letter}>{t('stations.letter.make')}</TextLink>}{' '}
            {end && (
              <Act small tone="quiet" action={end}>
                {t('stations.end')}
              </Act>
            )}
          </>,
        ],
      }))}
      empty={t('stations.no-posts')}
    />
  )
}

function Appointing({ t, law, appoint: { action, form, volunteers, roles } }: Pick<StationProps, 't' | 'law' | 'appoint'>) {
  return (
    <Card title={t('stations.appoint.title')}>
      {volunteers.length > 0 ? (
        <Form action={action}>
          <FormNotice form={form} t={t} />
          <SelectField
            name="volunteer"
            label={t('stations.who')}
            hint={t('stations.appoint.hint')}
            {...{ form, t }}
            options={volunteers}
          />
          <SelectField name="role" label={t('stations.role')} {...{ form, t }} options={roles} />
          <Button>{t('stations.appoint.button')}</Button>
        </Form>
      ) : (
        <p>{t('stations.appoint.nobody')}</p>
      )}
      <Small>{law}</Small>
    </Card>
  )
}

/** Who is there when. */
export function Rota({ t, turns }: Pick<StationProps, 't' | 'turns'>) {
  return (
    <>
      <DataTable
        caption={t('stations.rota.title')}
        head={[t('stations.rota.hour'), t('stations.rota.sits'), t('stations.rota.sees')]}
        rows={turns.map(({ hour, label, text, sees }) => ({ key: hour, cells: [label, text, sees.join(', ') || '–'] }))}
        empty=""
      />
      <Small>{t('stations.rota.back')}</Small>
    </>
  )
}

export type LetterProps = {
  t: T
  title: string
  action: string
  back: string
  form: FormState
  names: string
}

/** What the law wants in the letter, typed for the printer alone. */
export function LetterPage({ t, title, action, back, form, names }: LetterProps) {
  const optional = t('stations.optional')
  const field = { form, t, optional }
  return (
    <Desk title={title} lead={t('stations.letter.lead')}>
      <Notice>{names}</Notice>
      <Columns>
        <Form action={action}>
          <FieldRow>
            <TextField name="family_name" label={t('stations.letter.family_name')} {...field} maxLength={80} autocomplete="off" />
            <TextField
              name="given_names"
              label={t('stations.letter.given_names')}
              {...field}
              maxLength={120}
              autocomplete="off"
            />
          </FieldRow>
          <FieldRow>
            <TextField name="birth_date" label={t('stations.letter.birth_date')} {...field} maxLength={40} autocomplete="off" />
            <TextField
              name="birth_place"
              label={t('stations.letter.birth_place')}
              {...field}
              maxLength={120}
              autocomplete="off"
            />
          </FieldRow>
          <TextField name="address" label={t('stations.letter.address')} {...field} maxLength={200} autocomplete="off" />
          <TextField name="candidate" label={t('stations.letter.candidate')} {...field} maxLength={120} autocomplete="off" />
          <Button>{t('stations.letter.print')}</Button>
        </Form>
        <Card title={t('stations.letter.then')}>
          <List>
            {(['sign', 'hand-in', 'receipt', 'bring'] as const).map((step) => (
              <li key={step}>{t(`stations.letter.${step}`)}</li>
            ))}
          </List>
          <Small>{t('stations.letter.nothing-kept')}</Small>
          <p>
            <TextLink href={back}>{t('stations.back')}</TextLink>
          </p>
        </Card>
      </Columns>
    </Desk>
  )
}
