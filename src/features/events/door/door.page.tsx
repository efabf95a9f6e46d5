import { Form, Group, Hidden, TextField } from '#ui/form'
import { Act, Button, IslandButton, Lead, Notice, Small, Stats, Status, TextLink } from '#ui/parts'
import { Counter, Presses, QuickButtons, Region } from '#ui/presses'
import { Badge, Desk } from '#ui/table'
import type { T } from './texts.ts'

type DoorRow = { id: string; name: string; note: string; seats: number; code: string; isIn: boolean }

export type DoorProps = {
  t: T
  title: string
  notice: string | undefined
  present: number
  stats: { label: string; value: string }[]
  rows: DoorRow[]
  action: string
  /** Who just came last: pressed by mistake, she is taken back. */
  last: { id: string; seats: number } | undefined
  sync: string
  event: string
  back: string
}

/** The door: who is expected, who is in, and who just came. It works without network once it is open. */
export function DoorPage(props: DoorProps) {
  const { t, title, notice, back } = props
  return (
    <Desk title={t('door.title')} lead={title}>
      {notice ? <Notice>{notice}</Notice> : <Pressing {...props} />}
      <p>
        <TextLink href={back}>{t('door.back')}</TextLink>
      </p>
    </Desk>
  )
}

function Pressing(props: DoorProps) {
  const { t, present, stats, rows, action, last } = props
  const form = { values: {}, errors: {} }
  const texts = { press: t('door.press'), pressed: t('door.in'), undo: t('door.undo') }
  return (
    <>
      <Region data={dataOf(props)}>
        <Counter value={present} label={t('door.present', { n: present })} data={{ 'data-door-count': '' }} />
        <Status data={{ 'data-door-status': '' }} />
        <Stats stats={stats} />
        <Group legend={t('door.walk-in')}>
          <QuickButtons
            action={action}
            name="seats"
            buttons={['1', '2', '3', '4'].map((value) => ({ value, text: `+${value}` }))}
          />
          <Region data={{ 'data-door-last': String(last?.seats ?? 0) }} hidden={!last}>
            <Act small action={action} fields={{ walk_in: last?.id ?? '', undo: 'true' }}>
              {t('door.walk-in-undo', { n: last?.seats ?? 0 })}
            </Act>
          </Region>
          <Small>{t('door.walk-in-lead')}</Small>
        </Group>
        <IslandButton tone="plain" data={{ 'data-door-scan': '' }}>
          {t('door.scan')}
        </IslandButton>
        <TextField name="search" type="search" label={t('door.search')} {...{ form, t }} maxLength={60} />
        <Presses {...{ action, texts }} label={t('door.expected')} rows={rows.map(pressingOf)} />
      </Region>
      <Small>{t('door.offline')}</Small>
    </>
  )
}

/** What the island needs to know, and to say. */
function dataOf({ t, sync, event }: DoorProps) {
  return {
    'data-door': sync,
    'data-event': event,
    'data-one': t('door.present', { n: 1 }),
    'data-many': t('door.present', { n: 2 }),
    'data-press': t('door.press'),
    'data-in': t('door.in'),
    'data-undo': t('door.undo'),
    'data-last': t('door.walk-in-undo', { n: '{n}' }),
    'data-waiting': t('door.unsent', { n: '{n}' }),
    'data-scanned': t('door.scanned'),
    'data-unknown': t('door.unknown'),
    'data-closed': t('door.closed'),
    'data-no-camera': t('door.no-camera'),
    'data-signed-out': t('door.signed-out', { n: '{n}' }),
  }
}

function pressingOf({ id, name, note, seats, code, isIn }: DoorRow) {
  const data = { 'data-door-row': id, 'data-code': code, 'data-seats': String(seats), 'data-title': name }
  return {
    key: id,
    title: name,
    note,
    pressed: isIn,
    fields: { sign_up: id, ...(isIn ? { undo: 'true' } : {}) },
    data: isIn ? { ...data, 'data-present': '' } : data,
  }
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
      {note && <Lead>{note}</Lead>}
      {isIn ? (
        <>
          <p>
            <Badge tone="good">{t('door.in')}</Badge>
          </p>
          <Act small action={action} fields={{ sign_up: signUp, undo: 'true' }}>
            {t('door.undo')}
          </Act>
        </>
      ) : (
        <Form action={action}>
          <Hidden name="sign_up" value={signUp} />
          <Button>{t('door.press')}</Button>
        </Form>
      )}
      <p>
        <TextLink href={door}>{t('door.title')}</TextLink>
      </p>
    </Desk>
  )
}
