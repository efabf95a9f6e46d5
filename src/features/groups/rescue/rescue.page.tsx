import { Act, Article, ButtonLink, Card, Notice, Small } from '#ui/parts'
import { Facts } from '#ui/table'
import type { T } from './texts.ts'

export type RescueProps = {
  t: T
  name: string
  back: string
  /** Groups that would come into this one. */
  asked: { key: string; text: string; action: string }[]
  /** What this one waits for. */
  waits: { text: string; withdrawal: string } | undefined
  /** Where this one could go; none: it is large enough. */
  near: { key: string; name: string; facts: { label: string; value: string }[] }[] | undefined
  merge: string
  /** Asking neighbours; undefined: it was done lately. */
  call: string | undefined
  /** Said where it cannot. */
  why: string
  notice: string | undefined
}

/** What a group can do to be more: ask its neighbours, or become one with another. */
export function RescuePage({ t, name, back, asked, waits, near, merge, call, why, notice }: RescueProps) {
  return (
    <Article title={t('rescue.title', { name })} lead={t('rescue.lead')}>
      {notice && <Notice>{notice}</Notice>}
      {asked.map(({ key, text, action }) => (
        <Card key={key} title={t('rescue.asked.title')}>
          <p>{text}</p>
          <Act tone="primary" action={action} fields={{ answer: 'yes' }}>
            {t('rescue.asked.yes')}
          </Act>
          <Act action={action} fields={{ answer: 'no' }}>
            {t('rescue.asked.no')}
          </Act>
        </Card>
      ))}
      <Card title={t('rescue.call.title')}>
        <p>{t('rescue.call.lead')}</p>
        {call ? <Act action={call}>{t('rescue.call.button')}</Act> : <Small>{why}</Small>}
      </Card>
      {waits && (
        <Card title={t('rescue.merge.title')}>
          <p>{waits.text}</p>
          <Act action={waits.withdrawal}>{t('rescue.merge.withdraw')}</Act>
        </Card>
      )}
      {!waits && near && (
        <Card title={t('rescue.merge.title')}>
          <p>{near.length > 0 ? t('rescue.merge.lead') : t('rescue.merge.none')}</p>
          {near.map(({ key, name: other, facts }) => (
            <div key={key}>
              <h3 class="font-bold">{other}</h3>
              <Facts facts={facts} />
              <Act action={merge} fields={{ into: key }}>
                {t('rescue.merge.button', { name: other })}
              </Act>
            </div>
          ))}
        </Card>
      )}
      <p>
        <ButtonLink href={back} tone="plain">
          {t('rescue.back')}
        </ButtonLink>
      </p>
    </Article>
  )
}
