import { Filter, type FormState, TextField } from '#ui/form'
import { Button, ButtonLink, Notice } from '#ui/parts'
import { Desk, type PageTurn, Pager } from '#ui/table'
import { PeopleTable, type PersonRow } from './people-table.tsx'
import type { T } from './texts.ts'

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
      title={t('directory.staff.title')}
      lead={count}
      acts={
        fresh && (
          <ButtonLink href={fresh} tone="plain">
            {t('directory.staff.new')}
          </ButtonLink>
        )
      }
    >
      <Filter action={action}>
        <TextField
          name="q"
          type="search"
          label={t('directory.staff.search')}
          hint={t('directory.staff.search-hint')}
          form={form}
          t={t}
          autofocus
        />
        <Button>{t('directory.staff.find')}</Button>
      </Filter>
      {understood && <Notice>{understood}</Notice>}
      <PeopleTable t={t} caption={t('directory.staff.title')} rows={rows} empty={t('directory.staff.nobody')} />
      <Pager next={next} first={first} />
    </Desk>
  )
}
