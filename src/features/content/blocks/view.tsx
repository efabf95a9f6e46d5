import { Stack } from '#ui/parts'
import { Written } from '#ui/prose'
import { renderBlocks, type Surroundings } from './rendering.tsx'
import type { Block } from './schema.ts'

/** Blocks in a page of ours. */
export function BlocksView({ blocks, ...around }: { blocks: readonly Block[] } & Surroundings) {
  return (
    <Stack>
      <Written html={renderBlocks('page', blocks, around).html} />
    </Stack>
  )
}
