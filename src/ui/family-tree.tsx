/** Somebody or something in a family, with what came of it. */
export type Relative = {
  key: string
  name: string
  href: string | undefined
  note: string
  current: boolean
  children: Relative[]
}

/** A family as a drawn tree, the oldest on top: lists in lists, so that it is read aloud as what it is, with lines for the eye. */
export function FamilyTree({ root, label }: { root: Relative; label: string }) {
  return (
    <ul class="family-tree" aria-label={label}>
      <Branch relative={root} />
    </ul>
  )
}

function Branch({ relative: { name, href, note, current, children } }: { relative: Relative }) {
  return (
    <li>
      <div class={current ? 'family-node family-node-current' : 'family-node'} aria-current={current ? 'true' : undefined}>
        {href ? (
          <a class="link font-semibold" href={href}>
            {name}
          </a>
        ) : (
          <span class="font-semibold">{name}</span>
        )}
        <span class="text-sm">{note}</span>
      </div>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.key} relative={child} />
          ))}
        </ul>
      )}
    </li>
  )
}
