import type { Translate } from '#platform/i18n/texts'
import { FormNotice, type FormState, Group, SelectField, TextField } from '#ui/form'
import { Act, Button, ButtonLink, Disclosure, Lead, Notice, SmallButton, Small, Stack, TextLink } from '#ui/parts'
import { DataTable, Desk, type PageTurn, Pager } from '#ui/table'
import { PeopleTable, type PersonRow } from '../directory/index.ts'
import type { Known } from './criteria.ts'
import type { Choices, Field } from './criterion.ts'
import { fieldOf } from './reading.ts'
import { IN_AUDIENCE, isRule, type Node, OPS, type Rule } from './rules.ts'

type Line = { id: string; href: string; name: string; sentence: string }

export function AudiencesPage({ t, fresh, audiences }: { t: Translate; fresh: string; audiences: Line[] }) {
  return (
    <Desk
      title={t('audiences.title')}
      lead={t('audiences.lead')}
      acts={<ButtonLink href={fresh}>{t('audiences.new')}</ButtonLink>}
    >
      <DataTable
        caption={t('audiences.title')}
        head={[t('audiences.name'), t('audiences.who')]}
        rows={audiences.map(({ id, href, name, sentence }) => ({
          key: id,
          cells: [<TextLink href={href}>{name}</TextLink>, sentence],
        }))}
        empty={t('audiences.none-yet')}
      />
    </Desk>
  )
}

type AudienceProps = {
  t: Translate
  name: string
  sentence: string
  count: string
  rows: PersonRow[]
  paths: { edit: string; removal: string; export: string | undefined; erasure: string | undefined }
  next: PageTurn | undefined
  first: PageTurn | undefined
}

/** Whom an audience selects now. */
export function AudiencePage({ t, name, sentence, count, rows, paths, next, first }: AudienceProps) {
  const acts = (
    <>
      <ButtonLink href={paths.edit} tone="plain">
        {t('audiences.edit')}
      </ButtonLink>
      {paths.export && <Act action={paths.export}>{t('audiences.export')}</Act>}
    </>
  )
  return (
    <Desk title={name} lead={count} acts={acts}>
      <Lead>{sentence}</Lead>
      <PeopleTable t={t} caption={name} rows={rows} empty={t('audiences.empty')} />
      <Pager next={next} first={first} />
      {paths.erasure && (
        <Disclosure summary={t('audiences.erase')}>
          <Small>{t('audiences.erase-hint')}</Small>
          <Act action={paths.erasure}>{t('audiences.erase-button')}</Act>
        </Disclosure>
      )}
      <Disclosure summary={t('audiences.remove')}>
        <Act action={paths.removal} tone="danger">
          {t('audiences.remove-button')}
        </Act>
      </Disclosure>
    </Desk>
  )
}

export type EditProps = {
  t: Translate
  form: FormState
  rule: Rule
  criteria: Known
  choices: Choices
  action: string
  sentence: string
  count: string
  /** It selects by what is known of people, so that messages to them ask for another consent. */
  selects: boolean
  title: string
}

/** Writes a rule, group by group. Each button posts the whole form and gets it back changed: no script is needed. */
export function EditPage(props: EditProps) {
  const { t, form, action, sentence, count, selects, title } = props
  return (
    <Desk title={title}>
      <form method="post" action={action} novalidate>
        <Stack>
          <FormNotice form={form} t={t} />
          <TextField name="name" label={t('audiences.name')} form={form} t={t} maxLength={80} />
          <GroupFields {...props} node={props.rule} path="" />
          <Notice>
            {sentence} <strong>{count}</strong>
          </Notice>
          {selects && <Small>{t('audiences.selects')}</Small>}
          <Button name="act" value="count" tone="plain">
            {t('audiences.count')}
          </Button>
          <Button name="act" value="save">
            {t('audiences.save')}
          </Button>
        </Stack>
      </form>
    </Desk>
  )
}

type NodeProps = EditProps & { path: string }

function GroupFields(props: NodeProps & { node: Rule }) {
  const { t, form, node, path, criteria, choices } = props
  const name = fieldOf(path)
  const kinds = [
    ...Array.from(criteria.values(), (criterion) => ({ value: criterion.name, text: t(criterion.label) })),
    ...(choices.audiences.length > 0 ? [{ value: IN_AUDIENCE, text: t('audiences.audience') }] : []),
  ]
  const values = { ...form.values, [`${name}.op`]: node.op }
  return (
    <Group legend={t(path === '' ? 'audiences.people-who' : 'audiences.group')}>
      <SelectField
        name={`${name}.op`}
        label={t('audiences.op')}
        form={{ ...form, values }}
        t={t}
        options={OPS.map((op) => ({ value: op, text: t(`audiences.op-${op}`) }))}
      />
      {node.of.map((child, at) => (
        <NodeFields key={at} {...props} node={child} path={path === '' ? String(at) : `${path}.${at}`} />
      ))}
      <SelectField name={`new.${path}`} label={t('audiences.add-which')} form={form} t={t} options={kinds} />
      <span>
        <SmallButton name="act" value={`add:${path}`}>
          {t('audiences.add')}
        </SmallButton>{' '}
        <SmallButton name="act" value={`group:${path}`}>
          {t('audiences.add-group')}
        </SmallButton>{' '}
        {path !== '' && (
          <SmallButton name="act" value={`remove:${path}`}>
            {t('audiences.remove-group')}
          </SmallButton>
        )}
      </span>
    </Group>
  )
}

const audienceField = {
  name: 'audience',
  label: 'audiences.audience-which',
  kind: 'choice' as const,
  options: ({ audiences }: Choices) => audiences,
}

function NodeFields(props: NodeProps & { node: Node }) {
  const { t, form, node, path, criteria } = props
  if (isRule(node)) return <GroupFields {...props} node={node} />
  const name = fieldOf(path)
  const criterion = node.is === IN_AUDIENCE ? { label: 'audiences.audience', fields: [audienceField] } : criteria.get(node.is)
  const values = {
    ...form.values,
    ...Object.fromEntries(Object.entries(node.with).map(([key, value]) => [`${name}.with.${key}`, value])),
  }
  const fields = criterion?.fields ?? []
  return (
    <Group legend={criterion ? t(criterion.label) : t('audiences.off-sentence', { name: node.is })}>
      <input type="hidden" name={`${name}.is`} value={node.is} />
      {fields.map((field) => (
        <CriterionField key={field.name} {...props} form={{ ...form, values }} field={field} />
      ))}
      {Object.entries(node.with)
        .filter(([key]) => !fields.some((field) => field.name === key))
        .map(([key, value]) => (
          <input key={key} type="hidden" name={`${name}.with.${key}`} value={value} />
        ))}
      {fields.length === 0 && <Small>{t(criterion ? 'audiences.nothing-to-say' : 'audiences.off-criterion')}</Small>}
      <span>
        <SmallButton name="act" value={`remove:${path}`}>
          {t('audiences.remove-criterion')}
        </SmallButton>
      </span>
    </Group>
  )
}

function CriterionField({ t, form, path, choices, field }: NodeProps & { field: Field }) {
  const common = { name: `${fieldOf(path)}.with.${field.name}`, label: t(field.label), form, t }
  if (field.kind === 'choice') {
    const options = [{ value: '', text: t('audiences.choose-one') }, ...(field.options?.(choices, t) ?? [])]
    return <SelectField {...common} options={options} />
  }
  return (
    <TextField
      {...common}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputmode={field.kind === 'number' ? 'numeric' : 'text'}
    />
  )
}
