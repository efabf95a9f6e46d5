-- What was typed of a place, and what somebody said that it means.
create table placement (
  id uuid primary key,
  -- as `typed_place` writes it
  key text not null,
  country text not null,
  postal_code text,
  town text,
  -- null: it is left as it was typed
  place_id text references place (id),
  people integer not null,
  settled_by uuid references account (id) on delete set null,
  settled_at timestamptz not null,
  undone_at timestamptz
);

create index placement_settled_at on placement (settled_at desc, id);
-- What is left as it was typed is asked no more.
create index placement_left on placement (key) where place_id is null and undone_at is null;

-- Whom it placed.
create table placement_person (
  placement_id uuid not null references placement (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  primary key (placement_id, person_id)
);

create index placement_person_person on placement_person (person_id);
