import { Act, Buttons, Card, Small, TextLink } from '#ui/parts'
import type { PageT } from './saying.ts'

export type MatchCardProps = {
  t: PageT
  id: string
  title: string
  note: string
  says: string
  phone: string | undefined
  /** Where yes or no is pressed; undefined: she answered, or it is settled. */
  action: string | undefined
}

/** The other: who she is, and what she is asked. Her number stands here once both said yes. */
export function MatchCard({ t, id, title, note, says, phone, action }: MatchCardProps) {
  return (
    <Card title={title}>
      {note && <Small>{note}</Small>}
      <p>{says}</p>
      {phone && (
        <p>
          <TextLink href={`tel:${phone}`}>{phone}</TextLink>
        </p>
      )}
      {action && (
        <Buttons>
          <Act action={action} tone="primary" fields={{ match: id, answer: 'yes' }}>
            {t('representing.match.yes')}
          </Act>
          <Act action={action} fields={{ match: id, answer: 'no' }}>
            {t('representing.match.no')}
          </Act>
        </Buttons>
      )}
    </Card>
  )
}
