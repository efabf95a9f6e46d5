-- How to do an action. What needs no language stands here, what does in `recipe_text`.
create table recipe (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{1,59}$'),
  minutes smallint not null check (minutes between 5 and 960),
  least smallint not null check (least >= 1),
  most smallint not null check (most between least and 1000),
  place text not null check (place in ('street', 'home', 'online', 'workplace', 'market', 'hall')),
  tastes text[] not null check (cardinality(tastes) between 1 and 3),
  skills text[] not null default '{}',
  -- The type of event by which several do it together.
  event text,
  -- What whoever did it tells in numbers.
  counts text[] not null default '{}',
  -- The language that the others translate.
  source text not null,
  state text not null check (state in ('shown', 'proposed', 'withdrawn')),
  -- Came with the program, which may bring newer words.
  shipped boolean not null default false,
  created_at timestamptz not null
);

-- The words of a recipe in one language: a row for each version, never changed.
create table recipe_text (
  recipe_id text not null references recipe (id) on delete cascade,
  locale text not null,
  number integer not null check (number >= 1),
  -- The version of the source that these words say; null: they are the source.
  of integer,
  words jsonb not null,
  shipped boolean not null default false,
  written_at timestamptz not null,
  primary key (recipe_id, locale, number)
);

-- What a member proposed, and what became of it.
create table recipe_proposal (
  recipe_id text primary key references recipe (id) on delete cascade,
  person_id uuid references person (id) on delete set null,
  proposed_at timestamptz not null,
  reason text check (length(reason) <= 500),
  settled_at timestamptz
);

create index recipe_proposal_open on recipe_proposal (proposed_at) where settled_at is null;
create index recipe_proposal_person on recipe_proposal (person_id);

-- What somebody learnt in the field. Shown once an editor has read it.
create table recipe_comment (
  id uuid primary key,
  recipe_id text not null references recipe (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  locale text not null,
  words text not null check (length(words) between 1 and 1000),
  written_at timestamptz not null,
  shown_at timestamptz,
  hidden_at timestamptz
);

create index recipe_comment_shown on recipe_comment (recipe_id, shown_at desc) where shown_at is not null;
create index recipe_comment_waiting on recipe_comment (written_at) where shown_at is null and hidden_at is null;
create index recipe_comment_person on recipe_comment (person_id);

-- Somebody did it, or people together at an event. The figures outlive who did it.
create table recipe_deed (
  id uuid primary key,
  recipe_id text not null references recipe (id) on delete cascade,
  person_id uuid references person (id) on delete set null,
  department_id text references area (id),
  people integer not null default 1 check (people between 1 and 100000),
  figures jsonb not null default '{}',
  done_at timestamptz not null
);

create index recipe_deed_month on recipe_deed (done_at, recipe_id);
create index recipe_deed_person on recipe_deed (person_id, done_at desc);
-- Pressed twice on one day, it was done once.
create unique index recipe_deed_once on recipe_deed (recipe_id, person_id, (date(done_at at time zone 'UTC'))) where person_id is not null;

-- Which of the recipes that come with the program are in.
create table recipe_load (id boolean primary key default true check (id), checksum text not null);
