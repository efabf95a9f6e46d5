import type { ComponentChildren } from 'preact'
import type { Locale } from '#platform/i18n/locales'
import { ErrorSummary } from '#ui/error-summary'
import { Form, FormNotice, type FormState } from '#ui/form'
import { ItemCard, Items } from '#ui/items'
import { Act, Article, Button, ButtonLink, Card, Disclosure, Notice, QrCode, Small, TextLink } from '#ui/parts'
import { Badges, Facts } from '#ui/table'
import { PlaceFields, Reminders, type SignUpFieldsProps } from './sign-up-fields.tsx'
import type { T } from './texts.ts'

export type OwnProps = {
  t: T
  locale: Locale
  title: string
  notice: string
  facts: { label: string; value: ComponentChildren }[]
  /** Before she pressed the button of her mail. */
  confirm: { action: string; text: string } | undefined
  ticket: { src: string; code: string } | undefined
  onWay: { action: string; said: boolean } | undefined
  online: string | undefined
  directions: { app: string; web: string } | undefined
  calendar: string | undefined
  reminders: { action: string; form: FormState } | undefined
  places: (Pick<SignUpFieldsProps, 'guests' | 'roles'> & { action: string; form: FormState; opened: boolean }) | undefined
  leave: string | undefined
  open: string
  /** Other events, for who does not come to this one. */
  others: string | undefined
}

/** Somebody's own page of her sign-up: what the link of her mails opens. Nothing happens before a button is pressed. */
export function OwnPage(props: OwnProps) {
  const { t, title, notice, facts, confirm, ticket, onWay, online, directions, calendar, leave, open } = props
  return (
    <Article title={title}>
      <Notice>{notice}</Notice>
      {confirm && (
        <Act action={confirm.action} tone="primary">
          {confirm.text}
        </Act>
      )}
      <Facts facts={facts} />
      {onWay &&
        (onWay.said ? <p>{t('attending.own.on-way-said')}</p> : <Act action={onWay.action}>{t('attending.own.on-way')}</Act>)}
      {online && (
        <p>
          <ButtonLink href={online}>{t('attending.own.join-online')}</ButtonLink>
        </p>
      )}
      {directions && (
        <p>
          <TextLink href={directions.app}>{t('attending.own.directions')}</TextLink>
          {' · '}
          <TextLink href={directions.web}>{t('attending.own.directions-web')}</TextLink>
        </p>
      )}
      {ticket && (
        <Card title={t('attending.own.ticket')}>
          <QrCode src={ticket.src} alt={t('attending.own.ticket-alt', { code: ticket.code })} />
          <Small>{t('attending.own.ticket-lead')}</Small>
        </Card>
      )}
      {calendar && (
        <p>
          <TextLink href={calendar}>{t('attending.calendar')}</TextLink>
        </p>
      )}
      <Changing {...props} leave={leave} />
      {props.others && (
        <p>
          <ButtonLink href={props.others}>{t('attending.own.others')}</ButtonLink>
        </p>
      )}
      <p>
        <TextLink href={open}>{t('attending.own.event')}</TextLink>
      </p>
    </Article>
  )
}

function Changing({ t, locale, places, reminders, leave }: OwnProps) {
  return (
    <>
      {places && (
        <Disclosure
          summary={t(
            places.guests === 0
              ? 'attending.own.places-role'
              : places.roles.length === 0
                ? 'attending.own.places-number'
                : 'attending.own.places',
          )}
          open={places.opened || Object.keys(places.form.errors).length > 0 || Boolean(places.form.notice)}
        >
          <Form action={places.action}>
            <ErrorSummary
              {...{
                form: places.form,
                t,
                locale,
                labels: { seats: t('attending.sign-up.seats'), role: t('attending.sign-up.role') },
              }}
            />
            <FormNotice form={places.form} t={t} />
            <PlaceFields t={t} {...places} mustChoose={false} />
            <Button tone="plain">{t('attending.own.places-button')}</Button>
          </Form>
        </Disclosure>
      )}
      {reminders && (
        <Form action={reminders.action}>
          <Reminders t={t} form={reminders.form} />
          <Button tone="plain">{t('attending.remind.button')}</Button>
        </Form>
      )}
      {leave && (
        <Disclosure summary={t('attending.own.leave')}>
          <p>{t('attending.own.leave-lead')}</p>
          <Act action={leave} tone="danger">
            {t('attending.own.leave-button')}
          </Act>
        </Disclosure>
      )}
    </>
  )
}

export type EventCardProps = {
  id: string
  href: string
  title: string
  when: string
  where: string
  aside?: string | undefined
  badges: string[]
}

/** Events to choose from. */
export function EventCards({
  events,
  underTitle,
  across = 1,
}: {
  events: EventCardProps[]
  underTitle?: boolean
  across?: 1 | 2
}) {
  return (
    <Items across={across}>
      {events.map(({ id, href, title, when, where, aside, badges }) => (
        <ItemCard key={id} {...{ href, title, aside, underTitle }}>
          <p>{when}</p>
          <Small>{where}</Small>
          <Badges texts={badges} />
        </ItemCard>
      ))}
    </Items>
  )
}

export type MineProps = { t: T; events: EventCardProps[]; create: string; all: string }

/** What somebody signed up for, or holds. */
export function MinePage({ t, events, create, all }: MineProps) {
  return (
    <Article title={t('attending.mine.title')}>
      {events.length === 0 && <Notice>{t('attending.mine.none')}</Notice>}
      <EventCards events={events} underTitle />
      <p>
        <ButtonLink href={all}>{t('events.all')}</ButtonLink>
      </p>
      <p>
        <TextLink href={create}>{t('events.create')}</TextLink>
      </p>
    </Article>
  )
}
