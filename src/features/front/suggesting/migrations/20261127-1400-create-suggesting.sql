-- What somebody does not want to be proposed: her own word, and nothing that was guessed.
create table not_for_me (
  person_id uuid not null references person (id) on delete cascade,
  key text not null check (length(key) <= 120),
  at timestamptz not null,
  primary key (person_id, key)
);
