import { Filter, type FormState, TextField } from '#ui/form'
import { Button, ButtonLink, Notice, TextLink } from '#ui/parts'
import { Badge, DataTable, Desk, type PageTurn, Pager } from '#ui/table'
import type { T } from './texts.ts'

export type PersonRow = {
  id: string
  href: string
  name: string
  town: string
  points: string[]
  agreed: string[]
  tags: string[]
  supporter: boolean
}
type PeopleProps = {
  t: T
  form: FormState
  action: string
  rows: PersonRow[]
  understood: string | undefined
  count: string
  next: PageTurn | undefined
  first: PageTurn | undefined
  fresh: string | undefined
}

/** Search over the whole file, in one field that takes anything. */
export function PeoplePage({ t, form, action, rows, understood, count, next, first, fresh }: PeopleProps) {
  return (
    <Desk
      title={t('people.staff.title')}
      lead={count}
      acts={
        fresh && (
          <ButtonLink href={fresh} tone="plain">
            {t('people.staff.new')}
          </ButtonLink>
        )
      }
    >
      <Filter action={action}>
        <TextField
          name="q"
          type="search"
          label={t('people.staff.search')}
          hint={t('people.staff.search-hint')}
          form={form}
          t={t}
          autofocus
        />
        <Button>{t('people.staff.find')}</Button>
      </Filter>
      {understood && <Notice>{understood}</Notice>}
      <DataTable
        caption={t('people.staff.title')}
        head={[
          t('people.staff.name'),
          t('people.staff.town'),
          t('people.staff.points'),
          t('people.staff.agrees'),
          t('people.staff.tags'),
        ]}
        rows={rows.map(({ id, href, name, town, points, agreed, tags, supporter }) => ({
          key: id,
          cells: [
            <>
              <TextLink href={href}>{name}</TextLink> {supporter && <Badge tone="good">{t('people.staff.supporter')}</Badge>}
            </>,
            town,
            points.join(' · '),
            agreed.join(', '),
            tags.map((tag) => <Badge key={tag}>{tag}</Badge>),
          ],
        }))}
        empty={t('people.staff.nobody')}
      />
      <Pager next={next} first={first} />
    </Desk>
  )
}
