import type { Dot } from '#ui/dot-map'
import type { SplitMember } from './queries.ts'
import type { Proposal } from './rules.ts'
import type { ProposalProps } from './split.page.tsx'
import type { T } from './texts.ts'

type Shown = { t: T; group: { name: string; town: string }; members: SplitMember[]; named: Map<string, string> }

/** A proposal in names, figures, words and dots. */
export function showProposal(
  { t, group, members, named }: Shown,
  proposal: Proposal,
  wishes: number,
): Omit<ProposalProps, 'key' | 'choose'> {
  const townOf = ({ lng, lat }: { lng: number; lat: number }) => townAt(members, { lng, lat }) ?? group.town
  const half = (which: 'stay' | 'move') => ({
    title:
      which === 'stay'
        ? t('splitting.half-stay', { name: group.name })
        : t('splitting.half-move', { town: townOf(proposal.meets.move) }),
    names: proposal[which].map((person) => named.get(person) ?? ''),
    facts: [
      t('splitting.people', { n: proposal[which].length }),
      t('splitting.minutes', { n: Math.round(proposal.minutes[which]) }),
      ...(leads(members, proposal[which]) ? [] : [t('splitting.no-leader')]),
    ],
  })
  const words = t('splitting.words', {
    stay: proposal.stay.length,
    move: proposal.move.length,
    here: townOf(proposal.meets.stay),
    there: townOf(proposal.meets.move),
  })
  const kept = wishes > 0 ? ` ${t('splitting.kept', { kept: proposal.keptWishes, wishes })}` : ''
  return {
    halves: [half('stay'), half('move')],
    words: words + kept,
    dots: dotsOf(members, proposal, townOf),
    summary: t('splitting.map'),
  }
}

/** Whether a half has somebody who leads it. */
export function leads(members: SplitMember[], half: string[]): boolean {
  return members.some(
    ({ person_id, role, organises }) => half.includes(person_id) && (role === 'organiser' || organises === true),
  )
}

function townAt(members: SplitMember[], { lng, lat }: { lng: number; lat: number }): string | undefined {
  return members.find((member) => member.lng === lng && member.lat === lat)?.town ?? undefined
}

/** Towns as dots as large as the people of a half in them: how many, never who. */
function dotsOf(
  members: SplitMember[],
  { stay, move, meets }: Proposal,
  townOf: (point: { lng: number; lat: number }) => string,
): Dot[] {
  const people = (half: string[], tone: 'first' | 'second') => {
    const towns = Map.groupBy(
      members.filter(({ person_id, lng }) => half.includes(person_id) && lng !== null),
      ({ place_id }) => place_id,
    )
    return [...towns.values()].map((them): Dot => ({ lng: them[0]!.lng!, lat: them[0]!.lat!, n: them.length, tone }))
  }
  const same = townOf(meets.stay) === townOf(meets.move)
  const marks = [meets.stay, ...(same ? [] : [meets.move])].map((point): Dot => ({
    ...point,
    n: 1,
    tone: 'mark',
    label: townOf(point),
  }))
  return [...people(stay, 'first'), ...people(move, 'second'), ...marks]
}
