import { Form, TextField } from '#ui/form'
import { Act, Button, IslandButton, Small, Stats, Status, TextLink } from '#ui/parts'
import { Badge, Desk } from '#ui/table'
import { DoorList, type DoorRow } from './list.tsx'
import type { T } from './texts.ts'

export type DoorProps = {
  t: T
  title: string
  notice: string | undefined
  present: number
  stats: { label: string; value: string }[]
  rows: DoorRow[]
  action: string
  sync: string
  event: string
  back: string
}

/** The door: who is expected, who is in, and who just came. It works without network once it is open. */
export function DoorPage({ t, title, notice, present, stats, rows, action, sync, event, back }: DoorProps) {
  const form = { values: {}, errors: {} }
  const said = {
    'data-in': t('door.in'),
    'data-undo': t('door.undo'),
    'data-press': t('door.press'),
    'data-waiting': t('door.unsent', { n: '{n}' }),
  }
  return (
    <Desk title={t('door.title')} lead={title}>
      {notice && <p class="rounded-box bg-info p-4 text-info-content">{notice}</p>}
      <div data-door={sync} data-event={event} {...said} class="flex flex-col gap-5">
        <p class="text-5xl font-bold tabular-nums" aria-live="polite">
          <span data-door-count>{present}</span> <span class="text-base font-normal">{t('door.present', { n: present })}</span>
        </p>
        <Status data={{ 'data-door-status': '' }} />
        <Stats stats={stats} />
        <fieldset class="flex flex-col gap-2 rounded-box border border-base-300 p-4">
          <legend class="px-1 text-sm font-semibold">{t('door.walk-in')}</legend>
          <div class="flex flex-wrap gap-2">
            {[1, 2, 3, 4].map((n) => (
              <form key={n} method="post" action={action} data-door-walk-in>
                <input type="hidden" name="seats" value={String(n)} />
                <button type="submit" class="btn btn-outline min-h-12 min-w-14 text-base">
                  {`+${n}`}
                </button>
              </form>
            ))}
          </div>
          <Small>{t('door.walk-in-lead')}</Small>
        </fieldset>
        <IslandButton tone="plain" data={{ 'data-door-scan': '' }}>
          {t('door.scan')}
        </IslandButton>
        <TextField name="search" type="search" label={t('door.search')} {...{ form, t }} maxLength={60} />
        <DoorList t={t} rows={rows} action={action} />
      </div>
      <Small>{t('door.offline')}</Small>
      <p>
        <TextLink href={back}>{t('door.back')}</TextLink>
      </p>
    </Desk>
  )
}

export type TicketProps = {
  t: T
  title: string
  name: string
  note: string
  isIn: boolean
  action: string
  signUp: string
  door: string
}

/** What the code of a ticket opens on the phone of who holds the door. */
export function TicketPage({ t, title, name, note, isIn, action, signUp, door }: TicketProps) {
  return (
    <Desk title={name} lead={title}>
      <p class="text-xl">{note}</p>
      {isIn ? (
        <p>
          <Badge tone="good">{t('door.in')}</Badge>
        </p>
      ) : (
        <Form action={action}>
          <input type="hidden" name="sign_up" value={signUp} />
          <Button>{t('door.press')}</Button>
        </Form>
      )}
      {isIn && (
        <Act small action={action} fields={{ sign_up: signUp, undo: 'true' }}>
          {t('door.undo')}
        </Act>
      )}
      <p>
        <TextLink href={door}>{t('door.title')}</TextLink>
      </p>
    </Desk>
  )
}
