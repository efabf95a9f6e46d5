import { ItemCard, Items } from '#ui/items'
import { Badges } from '#ui/table'
import type { GroupCardProps } from './describing.ts'

/** Groups to choose from: who, how far, how many, when. */
export function GroupCards({ groups, across = 1 }: { groups: GroupCardProps[]; across?: 1 | 2 }) {
  return (
    <Items across={across}>
      {groups.map(({ id, href, name, town, distance, size, habits, meeting, badges }) => (
        <ItemCard key={id} href={href} title={name} aside={distance}>
          <p>{[town, size].join(' · ')}</p>
          {(meeting ?? habits) && <p>{meeting ?? habits}</p>}
          {badges.length > 0 && <Badges texts={badges} />}
        </ItemCard>
      ))}
    </Items>
  )
}
