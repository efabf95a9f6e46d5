import type { Translate } from '#platform/i18n/texts'
import { TextLink } from '#ui/parts'
import { Badge, Badges, DataTable } from '#ui/table'

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

/** People in a list, each a link to her page. */
export function PeopleTable({ t, caption, rows, empty }: { t: Translate; caption: string; rows: PersonRow[]; empty: string }) {
  return (
    <DataTable
      caption={caption}
      head={[
        t('directory.staff.name'),
        t('directory.staff.town'),
        t('directory.staff.points'),
        t('directory.staff.agrees'),
        t('directory.staff.tags'),
      ]}
      rows={rows.map(({ id, href, name, town, points, agreed, tags, supporter }) => ({
        key: id,
        cells: [
          <>
            <TextLink href={href}>{name}</TextLink> {supporter && <Badge tone="good">{t('directory.staff.supporter')}</Badge>}
          </>,
          town,
          points.join(' · '),
          agreed.join(', '),
          <Badges texts={tags} />,
        ],
      }))}
      empty={empty}
    />
  )
}
