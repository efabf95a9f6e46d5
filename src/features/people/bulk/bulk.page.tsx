import { Form, FormNotice, type FormState, TextField } from '#ui/form'
import { Act, Button, Lead, Notice, Small, TextLink } from '#ui/parts'
import { DataTable, Desk, Progress } from '#ui/table'
import type { T } from './texts.ts'

type Line = { id: string; href: string; what: string; about: string; at: string; state: string }

/** What was asked for, newest first. */
export function ActsPage({ t, lines }: { t: T; lines: Line[] }) {
  return (
    <Desk title={t('bulk.title')} lead={t('bulk.lead')}>
      <DataTable
        caption={t('bulk.title')}
        head={[t('bulk.what'), t('bulk.about'), t('bulk.at'), t('bulk.state')]}
        rows={lines.map(({ id, href, what, about, at, state }) => ({
          key: id,
          cells: [<TextLink href={href}>{what}</TextLink>, about, at, state],
        }))}
        empty={t('bulk.none')}
      />
    </Desk>
  )
}

export type ActProps = {
  t: T
  form: FormState
  title: string
  about: string
  state: string
  /** What becomes of them. */
  means: string
  progress: { value: number; most: number; label: string } | undefined
  /** How far the second person is; undefined: none is needed, or it is done. */
  approval: 'none' | 'waits' | 'given' | undefined
  kind: 'erase' | 'merge'
  /** Of who may do so now. */
  paths: { ask?: string; run?: string; drop?: string; undo?: string; again?: string }
}

/** One act: what exactly, how far, and what may be done with it. */
export function ActPage({ t, form, title, about, state, means, progress, approval, kind, paths }: ActProps) {
  return (
    <Desk title={title} lead={about}>
      <Lead>{means}</Lead>
      <p>
        <Small>{state}</Small>
      </p>
      {progress && <Progress {...progress} />}
      {paths.again && (
        <p>
          <TextLink href={paths.again}>{t('bulk.again')}</TextLink>
        </p>
      )}
      {approval === 'waits' && <Notice>{t('bulk.waits')}</Notice>}
      {approval === 'given' && <Notice>{t('bulk.given')}</Notice>}
      {paths.ask && (
        <Form action={paths.ask}>
          <FormNotice form={form} t={t} />
          <TextField name="reason" label={t('bulk.reason')} hint={t('bulk.reason-hint')} form={form} t={t} maxLength={200} />
          <Button>{t('bulk.ask')}</Button>
        </Form>
      )}
      {paths.run && (
        <Act action={paths.run} tone={kind === 'erase' ? 'danger' : 'primary'}>
          {title}
        </Act>
      )}
      {paths.drop && <Act action={paths.drop}>{t('bulk.drop')}</Act>}
      {paths.undo && <Act action={paths.undo}>{t('bulk.undo')}</Act>}
    </Desk>
  )
}
