-- A letter as somebody writes it.
create table letter (
  id uuid primary key,
  title text not null check (title <> ''),
  -- By language: subject, preheader, blocks, and a text part where it is not made of the blocks.
  sources jsonb not null default '{}',
  -- Whom it goes to; null: everybody who agreed.
  audience_id uuid references audience (id) on delete set null,
  kind text not null check (kind in ('propaganda', 'vote-help', 'service', 'dues')),
  -- Goes up with each change: who saved over an older one is told.
  version integer not null default 1,
  -- Within which territory whoever wrote it may write to people.
  scope jsonb not null,
  written_by uuid references account (id) on delete set null,
  made_at timestamptz not null,
  updated_at timestamptz not null
);
create index letter_updated on letter (updated_at desc, id);

-- The letter of a mailing as frozen: what leaves, and nothing else.
create table letter_edition (
  mailing_id uuid primary key references mailing (id),
  letter_id uuid references letter (id) on delete set null,
  -- By language, compiled.
  programs jsonb not null,
  -- The language of whoever reads none of them.
  main text not null,
  -- Over all of it: what a second person allows.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  asked_by uuid references account (id) on delete set null
);
create index letter_edition_letter on letter_edition (letter_id);

create function letter_edition_stays() returns trigger language plpgsql as $$
begin
  if (new.mailing_id, new.programs, new.main, new.hash) is distinct from (old.mailing_id, old.programs, old.main, old.hash) then
    raise exception 'what is frozen is never changed';
  end if;
  return new;
end $$;
create trigger letter_edition_stays before update on letter_edition for each row execute function letter_edition_stays();
