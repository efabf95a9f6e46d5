import { Act, Card, List } from '#ui/parts'
import { Badge, DataTable } from '#ui/table'
import type { T } from './texts.ts'

type ConsentLine = { id: string; at: string; what: string; action: string; how: string; wording: string }
/** A way by which she could be reached; `why`: what is against it now. */
type ReachLine = { key: string; what: string; why: string | undefined }

export type ConsentsProps = {
  t: T
  path: string
  reach: ReachLine[]
  consents: ConsentLine[]
  withdrawable: { purpose: string; text: string }[]
}

/** Whether she may be reached today, for each thing and way, and if not, why. */
export function Reach({ t, reach }: Pick<ConsentsProps, 't' | 'reach'>) {
  return (
    <Card title={t('directory.person.reach')}>
      <List>
        {reach.map(({ key, what, why }) => (
          <li key={key}>
            {what} <Badge tone={why ? 'plain' : 'good'}>{why ?? t('directory.person.reach-yes')}</Badge>
          </li>
        ))}
      </List>
    </Card>
  )
}

/** All that she said, with its proof; and what those who may edit her record take back at her word. */
export function Consents({ t, path, consents, withdrawable, may }: ConsentsProps & { may: { edit: boolean } }) {
  return (
    <Card title={t('directory.person.consents')}>
      <DataTable
        caption={t('directory.person.consents')}
        head={[
          t('directory.person.at'),
          t('directory.person.purpose'),
          t('directory.person.said'),
          t('directory.person.how'),
          t('directory.person.wording'),
        ]}
        rows={consents.map(({ id, at, what, action, how, wording }) => ({ key: id, cells: [at, what, action, how, wording] }))}
        empty={t('directory.person.no-consents')}
      />
      {may.edit &&
        withdrawable.map(({ purpose, text }) => (
          <Act key={purpose} action={`${path}/withdrawal`} fields={{ purpose }}>
            {text}
          </Act>
        ))}
    </Card>
  )
}
