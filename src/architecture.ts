/** The law of the tree as data: slices from the lowest up, each with the slices that it needs. Read by the test and by the docs. */
export type Slice = { name: string; needs: string[]; owns: string }

export const SLICES: Slice[] = [
  { name: 'territories', needs: [], owns: 'places, postal codes, areas' },
  { name: 'accounts', needs: [], owns: 'requests to sign in; the pages of accounts, whose tables are of `platform/auth`' },
  { name: 'staff', needs: ['territories'], owns: 'roles and mandates by territory, journal, approvals, alerts' },
  { name: 'elections', needs: ['territories', 'staff'], owns: 'votes, and the silence around them' },
  { name: 'movement', needs: ['staff'], owns: 'name, colour, contact and controller; the first set-up' },
  {
    name: 'people',
    needs: ['territories', 'staff'],
    owns: 'signatures, persons, contact points, consents, suppression, tally; search, tags, notes',
  },
  {
    name: 'recipes',
    needs: ['territories', 'staff', 'people'],
    owns: 'how to do an action, in versions and languages; what was done of it',
  },
  {
    name: 'groups',
    needs: ['territories', 'staff', 'people'],
    owns: 'local groups, membership and its consents, requests, invitations, reports',
  },
  {
    name: 'offers',
    needs: ['territories', 'staff', 'people', 'recipes', 'groups'],
    owns: 'what people can do, and requests for help',
  },
  { name: 'finding', needs: ['territories', 'groups'], owns: 'no table: groups near a place, on a map, for programs' },
  {
    name: 'splitting',
    needs: ['territories', 'staff', 'people', 'groups'],
    owns: 'splits of groups, wishes about them; lineage',
  },
  {
    name: 'rescue',
    needs: ['territories', 'people', 'groups'],
    owns: 'small groups: merges, calls to neighbours',
  },
  { name: 'boards', needs: ['people', 'groups'], owns: 'what members of a group say to each other, and its digests by mail' },
  {
    name: 'meetings',
    needs: ['territories', 'staff', 'people', 'groups', 'boards'],
    owns: 'when groups meet, who came, what was done and what is needed',
  },
  {
    name: 'events',
    needs: ['territories', 'staff', 'elections', 'people', 'recipes', 'groups'],
    owns: 'what anybody may come to: hosts, roles, sign-ups, waiting lists',
  },
  {
    name: 'hosting',
    needs: ['territories', 'people', 'recipes', 'groups', 'events'],
    owns: 'no table: how one holds an event',
  },
  {
    name: 'moderating',
    needs: ['staff', 'people', 'groups', 'events'],
    owns: 'no table: events as those in charge see them',
  },
  {
    name: 'door',
    needs: ['territories', 'people', 'recipes', 'events'],
    owns: 'who was there, what came of it',
  },
  {
    name: 'agenda',
    needs: ['territories', 'elections', 'people', 'recipes', 'groups', 'meetings', 'events'],
    owns: 'events near a place, in calendars, by mail',
  },
  {
    name: 'suggesting',
    needs: ['territories', 'people', 'recipes', 'groups', 'boards', 'events'],
    owns: 'what somebody could do now, and what she does not want to be proposed',
  },
  {
    name: 'deeds',
    needs: ['territories', 'recipes', 'groups', 'meetings', 'events', 'door'],
    owns: 'no table: what was done, in figures',
  },
  { name: 'visits', needs: ['territories', 'people', 'groups'], owns: 'members without e-mail: their sheets, calls and visits' },
  {
    name: 'desk',
    needs: ['people', 'groups', 'meetings', 'visits'],
    owns: 'tasks of groups, what new ones ticked off of their first steps',
  },
  { name: 'pictures', needs: ['staff', 'groups', 'events'], owns: 'pictures of groups and events' },
  {
    name: 'signing',
    needs: ['territories', 'people', 'groups', 'events', 'suggesting'],
    owns: 'no table: forms, mails and pages by which one signs',
  },
  { name: 'directory', needs: ['territories', 'staff', 'people'], owns: 'no table: people as the staff see them' },
  { name: 'audiences', needs: ['territories', 'staff', 'people', 'groups', 'directory'], owns: 'saved rules that select people' },
  {
    name: 'paper',
    needs: ['territories', 'staff', 'people', 'directory'],
    owns: 'printed sheets, and what became of their lines',
  },
  { name: 'imports', needs: ['territories', 'staff', 'people'], owns: 'files of other systems on their way in' },
  {
    name: 'exports',
    needs: ['territories', 'staff', 'people', 'audiences'],
    owns: 'files on their way out, archives of the whole movement',
  },
  { name: 'duplicates', needs: ['staff', 'people', 'directory'], owns: 'pairs that may be one person, merges for thirty days' },
  { name: 'bulk', needs: ['staff', 'people', 'audiences', 'duplicates'], owns: 'acts on many people at once, and their targets' },
  {
    name: 'privacy',
    needs: ['territories', 'staff', 'people'],
    owns: 'requests about data rights, retention rules; own record and register',
  },
  {
    name: 'api',
    needs: ['territories', 'staff', 'people', 'directory', 'audiences'],
    owns: 'keys of other software, and answers given to it',
  },
  {
    name: 'planning',
    needs: ['territories', 'staff', 'people', 'groups', 'audiences'],
    owns: 'areas cut into groups, and what people answered to their invitation',
  },
  { name: 'site', needs: ['territories', 'people', 'groups', 'signing'], owns: 'no table: composes the others' },
]

/** What every slice has, and the only folders that it may have: a role that outgrew one file. */
export const ROLES = {
  required: ['README.md', 'feature.ts', 'texts.ts'],
  folders: ['migrations', 'messages', 'data', 'commands', 'queries', 'routes', 'island'],
}

/** Longest source file and longest slice, in lines. */
export const LONGEST_FILE = 300
export const LONGEST_SLICE = 4000
