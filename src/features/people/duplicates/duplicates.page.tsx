import type { Translate } from '#platform/i18n/texts'
import { Form, Group, Hidden, RadioField } from '#ui/form'
import { Act, Button, ButtonLink, Disclosure, TextLink } from '#ui/parts'
import { REASONS } from './queries.ts'
import { Badge, Badges, Columns, DataTable, Desk, Facts } from '#ui/table'

type Line = { key: string; href: string; first: string; second: string; reasons: string[] }

export function DuplicatesPage({
  t,
  lines,
  paths,
}: {
  t: Translate
  lines: Line[]
  paths: { find: string; merges: string; bulk: string }
}) {
  const acts = (
    <>
      <Act action={paths.find}>{t('duplicates.find')}</Act>
      <ButtonLink href={paths.merges} tone="plain">
        {t('duplicates.merges')}
      </ButtonLink>
    </>
  )
  return (
    <Desk title={t('duplicates.title')} lead={t('duplicates.lead')} acts={acts}>
      <DataTable
        caption={t('duplicates.title')}
        head={[t('duplicates.first'), t('duplicates.second'), t('duplicates.why')]}
        rows={lines.map(({ key, href, first, second, reasons }) => ({
          key,
          cells: [<TextLink href={href}>{first}</TextLink>, second, <Badges texts={reasons} />],
        }))}
        empty={t('duplicates.none')}
      />
      {lines.length > 1 && (
        <Disclosure summary={t('duplicates.bulk')}>
          <Form action={paths.bulk}>
            <Group legend={t('duplicates.why')}>
              {REASONS.map((reason, at) => (
                <RadioField
                  key={reason}
                  name="reason"
                  value={reason}
                  label={t(`duplicates.reason-${reason}`)}
                  {...(at === 0 ? { checked: true } : {})}
                />
              ))}
            </Group>
            <Button tone="plain">{t('duplicates.bulk-button')}</Button>
          </Form>
        </Disclosure>
      )}
    </Desk>
  )
}

type PairFact = { label: string; value: string }
type Choice = { name: string; label: string; keep: string; drop: string }
export type PairProps = {
  t: Translate
  a: { id: string; name: string; href: string; facts: PairFact[] }
  b: { id: string; name: string; href: string; facts: PairFact[] }
  choices: Choice[]
  keep: string
  reasons: string
  paths: { merge: string; dismiss: string; swap: string }
}

/** Two records side by side: what differs is chosen, what adds up is kept of both. */
export function PairPage({ t, a, b, choices, keep, reasons, paths }: PairProps) {
  const [kept, other] = keep === a.id ? [a, b] : [b, a]
  return (
    <Desk
      title={t('duplicates.pair')}
      lead={reasons}
      acts={
        <ButtonLink href={paths.swap} tone="plain">
          {t('duplicates.swap')}
        </ButtonLink>
      }
    >
      <Columns>
        {[kept, other].map(({ id, name, href, facts }) => (
          <section key={id}>
            <h2>
              <TextLink href={href}>{name}</TextLink>{' '}
              <Badge tone={id === keep ? 'good' : 'plain'}>{id === keep ? t('duplicates.stays') : t('duplicates.goes')}</Badge>
            </h2>
            <Facts facts={facts} />
          </section>
        ))}
      </Columns>
      <Form action={paths.merge}>
        <Hidden name="keep" value={keep} />
        {choices.map(({ name, label, keep: mine, drop }) => (
          <Group key={name} legend={label}>
            <RadioField name={name} value="keep" label={mine} checked />
            <RadioField name={name} value="drop" label={drop} />
          </Group>
        ))}
        <p>{t('duplicates.rest')}</p>
        <Button>{t('duplicates.merge')}</Button>
      </Form>
      <Act action={paths.dismiss}>{t('duplicates.dismiss')}</Act>
    </Desk>
  )
}

type MergeLine = { id: string; href: string; name: string; at: string; undo: string | undefined; state: string }

export function MergesPage({ t, merges }: { t: Translate; merges: MergeLine[] }) {
  return (
    <Desk title={t('duplicates.merges')} lead={t('duplicates.merges-lead')}>
      <DataTable
        caption={t('duplicates.merges')}
        head={[t('duplicates.first'), t('duplicates.at'), t('duplicates.state')]}
        rows={merges.map(({ id, href, name, at, undo, state }) => ({
          key: id,
          cells: [
            <TextLink href={href}>{name}</TextLink>,
            at,
            undo ? (
              <Act small action={undo}>
                {t('duplicates.undo')}
              </Act>
            ) : (
              state
            ),
          ],
        }))}
        empty={t('duplicates.no-merges')}
      />
    </Desk>
  )
}
