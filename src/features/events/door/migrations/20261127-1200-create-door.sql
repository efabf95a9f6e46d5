-- Presses at the door, as the phones there made them; nothing is ever changed here, so that it does not matter when one arrives, or how often.
-- `id` is made on the phone; `at` is when it was pressed there. `who`: the sign-up, or the press itself of who came without one.
create table door_press (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  who uuid not null,
  sign_up_id uuid references sign_up (id) on delete cascade check (sign_up_id = who),
  seats smallint not null check (seats between 1 and 50),
  -- It takes back what was pressed before.
  undo boolean not null,
  at timestamptz not null
);

create index door_press_who on door_press (event_id, who, at);
create index door_press_sign_up on door_press (sign_up_id);

-- Who is in: once, since the first press that nobody took back.
create view check_in as
select p.event_id, p.who, p.sign_up_id, (array_agg(p.seats order by p.at, p.id))[1] as seats, min(p.at) as at
from door_press p
where not p.undo
  and p.at > coalesce((select max(u.at) from door_press u where u.event_id = p.event_id and u.who = p.who and u.undo), '-infinity')
group by p.event_id, p.who, p.sign_up_id;

-- What came of an event, as who held it tells: figures of its type, and what comes next.
create table outcome (
  event_id uuid primary key references event (id) on delete cascade,
  present integer not null check (present between 0 and 100000),
  figures jsonb not null default '{}',
  words text check (length(words) <= 2000),
  next_step text check (length(next_step) <= 300),
  told_by uuid references person (id) on delete set null,
  told_at timestamptz not null
);

create index outcome_told_by on outcome (told_by);
create index outcome_told_at on outcome (told_at);

-- Pictures of it, drawn anew without what the camera noted.
create table outcome_picture (
  id uuid primary key,
  event_id uuid not null references event (id) on delete cascade,
  bytes bytea not null,
  width integer not null,
  height integer not null,
  words text not null check (length(words) between 1 and 200),
  shown_at timestamptz not null
);

create index outcome_picture_of on outcome_picture (event_id, shown_at);

-- Who held it was asked, once, to tell what came of it.
create table outcome_asked (
  event_id uuid primary key references event (id) on delete cascade,
  asked_at timestamptz not null
);
