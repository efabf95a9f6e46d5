import type { T } from './texts.ts'

export type DoorRow = { id: string; name: string; note: string; seats: number; code: string; isIn: boolean }

/** Who is expected, each with one large button for the thumb. */
export function DoorList({ t, rows, action }: { t: T; rows: DoorRow[]; action: string }) {
  return (
    <ul aria-label={t('door.expected')} class="border-t border-base-300">
      {rows.map(({ id, name, note, seats, code, isIn }) => (
        <li
          key={id}
          class="flex items-center justify-between gap-3 border-b border-base-300 py-2"
          data-door-row={id}
          data-code={code}
          data-seats={String(seats)}
          data-name={name.toLowerCase()}
          {...(isIn ? { 'data-present': '' } : {})}
        >
          <span class="min-w-0">
            <span class="font-semibold wrap-anywhere">{name}</span>
            <span class="block text-sm opacity-80">{note}</span>
          </span>
          <form method="post" action={action} class="shrink-0">
            <input type="hidden" name="sign_up" value={id} />
            {isIn && <input type="hidden" name="undo" value="true" />}
            <button
              type="submit"
              class={`btn min-h-12 ${isIn ? 'btn-ghost' : 'btn-primary'}`}
              aria-label={`${t(isIn ? 'door.undo' : 'door.press')} : ${name}`}
            >
              {t(isIn ? 'door.in' : 'door.press')}
            </button>
          </form>
        </li>
      ))}
    </ul>
  )
}
