import type { App } from '#platform/app'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { barChart } from '#ui/chart'
import type { Relative } from '#ui/family-tree'
import { GroupParams, groupPath, publicGroup } from '../../core/index.ts'
import { GenerationsPage, LineagePage } from '../lineage.page.tsx'
import { type Branch, offspring, treeOf } from '../lineage.ts'
import { family, generations } from '../queries.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'anyone' } as const

/** Family trees, of one group and of all: figures of groups, nobody's name. */
export const lineageRoutes: Routes = (app: App) => async (server) => {
  const { read } = app.database

  server.get('/groups/:group/lineage', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) => {
    const { locale, link } = request
    const t = texts.in(locale)
    const group = await publicGroup(app, request.params.group)
    const tree = treeOf(await family(read, group.id))!
    const own = find(tree, group.id)!
    const page = {
      t,
      name: group.name,
      words: t('splitting.lineage.words', { ...offspring(own) }),
      tree: relativeOf(tree, { t, current: group.id, link }),
      label: t('splitting.lineage.title', { name: group.name }),
      back: link(groupPath(group.id)),
      movement: link('/groups/generations'),
    }
    return reply.page({ title: t('splitting.lineage.title', { name: group.name }), body: <LineagePage {...page} /> })
  })

  server.get(
    '/groups/generations',
    { config: { ...config, kept: 5_000 }, schema: { hide: true } },
    async ({ locale, link }, reply) => {
      const t = texts.in(locale)
      const all = await generations(read)
      const total = (of: 'groups' | 'people') => all.reduce((sum, one) => sum + one[of], 0)
      const name = (generation: number) => t('splitting.generations.nth', { n: generation + 1 })
      const bars = all.map(({ generation, groups }) => ({ name: name(generation), value: groups }))
      const page = {
        t,
        locale,
        stats: [
          { label: t('splitting.generations.groups'), value: formatNumber(locale, total('groups')) },
          { label: t('splitting.generations.people'), value: formatNumber(locale, total('people')) },
        ],
        chart:
          all.length > 0
            ? {
                svg: await barChart(bars, locale),
                summary: t('splitting.generations.summary', { generations: all.length, groups: total('groups') }),
                rows: all.map(({ generation, groups }) => [name(generation), formatNumber(locale, groups)]),
              }
            : undefined,
        find: link('/groups'),
      }
      return reply.page({ title: t('splitting.generations.title'), body: <GenerationsPage {...page} /> })
    },
  )
}

function find(branch: Branch, id: string): Branch | undefined {
  return branch.id === id ? branch : branch.children.map((child) => find(child, id)).find((one) => one !== undefined)
}

type Context = { t: T; current: string; link: (path: string) => string }

function relativeOf(branch: Branch, context: Context): Relative {
  const { t, current, link } = context
  const { id, name, town, size, closed, seen, hidden, born, children } = branch
  return {
    key: id,
    name: hidden ? t('splitting.lineage.hidden') : name,
    href: seen ? link(groupPath(id)) : undefined,
    note: closed
      ? t('splitting.lineage.closed', { town })
      : t('splitting.lineage.note-of', { town, size, year: String(born.getUTCFullYear()) }),
    current: id === current,
    children: children.map((child) => relativeOf(child, context)),
  }
}
