import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Checkbox, Form, FormNotice, type FormState, Group, TextField } from '#ui/form'
import {
  Act,
  Article,
  Button,
  ButtonLink,
  Card,
  Code,
  Disclosure,
  List,
  Notice,
  Pre,
  Section,
  Small,
  Stack,
  TextLink,
} from '#ui/parts'
import { Badge, DataTable, Desk } from '#ui/table'
import type { T } from './texts.ts'

type KeyLine = {
  id: string
  name: string
  may: string
  where: string
  persons: string
  until: string
  used: string
  giver: string
  /** Nobody has it yet: a second person is asked. */
  waits: boolean
  /** A second person has allowed it. */
  make: string | undefined
  end: string
}

type KeysProps = {
  t: T
  locale: Locale
  form: FormState
  /** A key just given: seen this once. */
  given: string | undefined
  paths: { keys: string; manual: string }
  permissions: { name: string; label: string }[]
  keys: KeyLine[]
}

/** Keys of other software. */
export function KeysPage({ t, locale, form, given, paths, permissions, keys }: KeysProps) {
  const labels = {
    name: t('api.key.name'),
    territory: t('api.key.territory'),
    persons: t('api.key.persons'),
    ends: t('api.key.ends'),
  }
  return (
    <Desk
      title={t('api.keys')}
      lead={t('api.keys-lead')}
      acts={
        <ButtonLink href={paths.manual} tone="plain">
          {t('api.key.manual')}
        </ButtonLink>
      }
    >
      {given && (
        <Card title={t('api.key.given')}>
          <Notice>{t('api.key.once')}</Notice>
          <p>
            <Code>{given}</Code>
          </p>
        </Card>
      )}
      <DataTable
        caption={t('api.keys')}
        head={[
          labels.name,
          t('api.key.may'),
          labels.territory,
          labels.persons,
          labels.ends,
          t('api.key.used'),
          t('api.key.giver'),
          t('api.key.end'),
        ]}
        rows={keys.map(({ id, name, may, where, persons, until, used, giver, waits, make, end }) => ({
          key: id,
          cells: [
            <KeyName {...{ t, name, waits }} />,
            may,
            where,
            persons,
            until,
            used,
            giver,
            <KeyActs {...{ t, make, end }} />,
          ],
        }))}
        empty={t('api.keys-none')}
      />
      <NewKey {...{ t, locale, form, labels, permissions }} action={paths.keys} />
    </Desk>
  )
}

function KeyName({ t, name, waits }: Pick<KeysProps, 't'> & Pick<KeyLine, 'name' | 'waits'>) {
  return (
    <>
      {name} {waits && <Badge>{t('api.key.waits')}</Badge>}
    </>
  )
}

/** `make`: a second person has allowed it. */
function KeyActs({ t, make, end }: Pick<KeysProps, 't'> & Pick<KeyLine, 'make' | 'end'>) {
  return (
    <>
      {make && (
        <Act small tone="primary" action={make}>
          {t('api.key.make')}
        </Act>
      )}
      <Act small action={end}>
        {t('api.key.end')}
      </Act>
    </>
  )
}

type NewKeyProps = Pick<KeysProps, 't' | 'locale' | 'form' | 'permissions'> & {
  labels: Record<'name' | 'territory' | 'persons' | 'ends', string>
  action: string
}

function NewKey({ t, locale, form, labels, permissions, action }: NewKeyProps) {
  const field = (name: keyof typeof labels) => ({ name, label: labels[name], form, t })
  return (
    <Disclosure summary={t('api.key.new')} open={Object.keys(form.errors).length > 0 || form.notice !== undefined}>
      <Card title={t('api.key.new')}>
        <Form action={action}>
          <ErrorSummary {...{ form, t, locale, labels }} />
          <FormNotice form={form} t={t} />
          <TextField {...field('name')} hint={t('api.key.name-hint')} maxLength={80} required />
          <Group legend={t('api.key.may')}>
            {permissions.map(({ name, label }) => (
              <Checkbox key={name} name={name} label={label} form={form} t={t} />
            ))}
          </Group>
          <TextField {...field('territory')} hint={t('api.key.territory-hint')} />
          <TextField {...field('persons')} hint={t('api.key.persons-hint')} inputmode="numeric" maxLength={7} />
          <TextField {...field('ends')} type="date" hint={t('api.key.ends-hint')} required />
          <Button>{t('api.key.give')}</Button>
        </Form>
      </Card>
    </Disclosure>
  )
}

export type Operation = {
  name: string
  summary: string
  key: boolean
  fields: { name: string; where: string; required: boolean; says: string }[]
}
type ManualProps = { t: T; operations: Operation[]; url: string; document: string }

/** What other software can ask, and how. */
export function ManualPage({ t, operations, url, document }: ManualProps) {
  return (
    <Article title={t('api.manual')} lead={t('api.manual-lead')}>
      <Pre>{`curl '${url}/api/v1/people?limit=50' \\\n  -H 'Authorization: Bearer appui_…'`}</Pre>
      <List>
        {(['key', 'cursor', 'etag', 'once', 'limit', 'errors', 'journal'] as const).map((one) => (
          <li key={one}>{t(`api.rule.${one}`)}</li>
        ))}
      </List>
      <p>
        <TextLink href={document}>{t('api.document')}</TextLink>
      </p>
      <Section title={t('api.operations')}>
        <Stack>
          {operations.map((operation) => (
            <OperationPart key={operation.name} t={t} operation={operation} />
          ))}
        </Stack>
      </Section>
    </Article>
  )
}

function OperationPart({ t, operation: { name, summary, key, fields } }: { t: T; operation: Operation }) {
  return (
    <div>
      <p>
        <Code>{name}</Code>
      </p>
      <Small>
        {summary} {key && <Badge>{t('api.needs-key')}</Badge>}
      </Small>
      {fields.length > 0 && (
        <Disclosure summary={t('api.fields')}>
          <DataTable
            caption={name}
            head={[t('api.field'), t('api.where'), t('api.says')]}
            rows={fields.map((one) => ({
              key: one.name,
              cells: [one.required ? `${one.name} *` : one.name, one.where, one.says],
            }))}
            empty=""
          />
        </Disclosure>
      )}
    </div>
  )
}
