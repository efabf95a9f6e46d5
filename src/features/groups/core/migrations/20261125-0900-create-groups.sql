create table local_group (
  id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  description text check (length(description) <= 2000),
  habits text check (length(habits) <= 300),
  place_id text not null references place (id),
  department_id text references area (id),
  country text not null references area (id),
  -- How exactly anybody may know where it meets. `lng` and `lat` are what anybody may know: no search can tell more.
  precision text not null check (precision in ('exact', 'street', 'town')),
  lng double precision not null check (lng between -180 and 180),
  lat double precision not null check (lat between -85 and 85),
  -- A few centimetres off, by the random bytes of the id: many groups know only their town, and an index that orders by distance alone would give those
  -- at one point in any order, so that pages of them could not follow each other.
  m point generated always as (point(
    lng + (get_byte(uuid_send(id), 10) * 65536 + get_byte(uuid_send(id), 11) * 256 + get_byte(uuid_send(id), 12)) * 6e-14,
    degrees(ln(tan(radians(45 + lat / 2)))) + (get_byte(uuid_send(id), 13) * 65536 + get_byte(uuid_send(id), 14) * 256 + get_byte(uuid_send(id), 15)) * 6e-14
  )) stored,
  -- For its members: the door to ring at.
  address text check (length(address) <= 200),
  exact_lng double precision,
  exact_lat double precision,
  languages text[] not null default '{}',
  themes text[] not null default '{}',
  accessible boolean not null default false,
  joining text not null check (joining in ('open', 'approval')),
  -- Kept by the trigger of `membership`, and by nothing else.
  size smallint not null default 0 check (size between 0 and 16),
  organisers smallint not null default 0,
  over_since timestamptz,
  below_since timestamptz,
  vacant_since timestamptz,
  -- The vacancy of which its members were told.
  vacancy_told timestamptz,
  last_active_at timestamptz not null,
  next_meeting_at timestamptz,
  parent_id uuid references local_group (id),
  generation smallint not null default 0,
  -- Where its members went: a group that was merged into another, or a half that came back.
  merged_into uuid references local_group (id),
  unlisted_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  check (organisers between 0 and size),
  check ((size > 12) = (over_since is not null)),
  check ((organisers = 0 and size > 0) = (vacant_since is not null)),
  check (closed_at is null or size = 0)
);

create index local_group_open on local_group using gist (m) where closed_at is null and unlisted_at is null;
create index local_group_department on local_group (department_id, id);
create index local_group_place on local_group (place_id);
create index local_group_parent on local_group (parent_id) where parent_id is not null;
create index local_group_vacant on local_group (vacant_since) where vacant_since is not null;

create table membership (
  group_id uuid not null references local_group (id),
  person_id uuid not null references person (id) on delete cascade,
  role text not null check (role in ('member', 'organiser')),
  joined_at timestamptz not null,
  -- Since when she is in this group or in that of which it was born: what was said there before is not hers to read. Null: since she joined.
  line_since timestamptz,
  how text not null check (how in ('founder', 'site', 'request', 'link', 'invitation', 'paper', 'merge', 'plan')),
  -- What the others in the group may see of her, and whether its organisers may see how to reach her.
  shows_name boolean not null default false,
  shows_contact boolean not null default false,
  organisers_see boolean not null default false,
  -- What of the group's talk she gets by mail: each message, one mail a day, or nothing.
  mails text not null default 'digest' check (mails in ('all', 'digest', 'none')),
  primary key (group_id, person_id)
);

create index membership_person on membership (person_id);

-- Append-only: who agreed in which group to what, in which words.
create table membership_consent (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  person_id uuid not null references person (id) on delete cascade,
  what text not null check (what in ('shows_name', 'shows_contact', 'organisers_see')),
  given boolean not null,
  wording_id text not null,
  wording_text text not null,
  locale text not null,
  method text not null check (method in ('web', 'paper')),
  at timestamptz not null
);

create index membership_consent_person on membership_consent (person_id);

create table join_request (
  group_id uuid not null references local_group (id),
  person_id uuid not null references person (id) on delete cascade,
  words text check (length(words) <= 500),
  asked_at timestamptz not null,
  primary key (group_id, person_id)
);

create index join_request_person on join_request (person_id);

-- Whom organisers took out, and why: she is told, and comes back only if they let her in.
create table removal (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  person_id uuid not null references person (id) on delete cascade,
  reason text not null check (length(reason) between 1 and 500),
  at timestamptz not null
);

create index removal_person on removal (person_id);

-- One by mail for one mailbox; or a link, for paper and for friends, which its group can end.
create table invitation (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  invited_by uuid references person (id) on delete set null,
  -- null: a link. An address goes as soon as the invitation is over.
  email text,
  locale text not null,
  created_at timestamptz not null,
  ends_at timestamptz not null
);

create index invitation_group on invitation (group_id);
create unique index invitation_email on invitation (group_id, email) where email is not null;
create index invitation_invited_by on invitation (invited_by);

-- What somebody says is wrong with what a group shows. Who says so stays unknown unless she signs it.
create table group_report (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  words text not null check (length(words) between 1 and 1000),
  reported_at timestamptz not null,
  settled_at timestamptz
);

create index group_report_open on group_report (group_id) where settled_at is null;

-- What staff did to a group, why, and what its organisers answered.
create table group_notice (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  kind text not null check (kind in ('unlisted', 'listed')),
  reason text not null check (length(reason) between 1 and 1000),
  at timestamptz not null,
  reply text check (length(reply) <= 1000),
  replied_at timestamptz
);

create index group_notice_group on group_notice (group_id, at);

-- Adds to the figures of groups what a statement changed. By differences, since whoever erases a person holds no lock on her groups:
-- a count would be of before the other's commit, a difference never is.
create function move_counts(ids uuid[], more bigint[], more_leads bigint[]) returns void language plpgsql as $$
begin
  perform from local_group where id = any (ids) order by id for update;
  update local_group g set
    size = g.size + d.people,
    organisers = g.organisers + d.leads,
    over_since = case when g.size + d.people > 12 then coalesce(g.over_since, now()) end,
    below_since = case when g.size + d.people < 3 then coalesce(g.below_since, now()) end,
    vacant_since = case when g.organisers + d.leads = 0 and g.size + d.people > 0 then coalesce(g.vacant_since, now()) end
  from unnest(ids, more, more_leads) as d (id, people, leads)
  where g.id = d.id and (d.people <> 0 or d.leads <> 0);
end $$;

-- While an archive is read in, rows come with the figures that they had.
create function restoring() returns boolean language sql stable as $$ select coalesce(current_setting('appui.restoring', true), '') = 'on' $$;

create function count_arrived() returns trigger language plpgsql as $$
begin
  if restoring() then return null; end if;
  perform move_counts(array_agg(id), array_agg(people), array_agg(leads))
  from (select group_id as id, count(*) as people, count(*) filter (where role = 'organiser') as leads from arrived group by group_id) d;
  return null;
end $$;

create function count_gone() returns trigger language plpgsql as $$
begin
  if restoring() then return null; end if;
  perform move_counts(array_agg(id), array_agg(people), array_agg(leads))
  from (select group_id as id, -count(*) as people, -count(*) filter (where role = 'organiser') as leads from gone group by group_id) d;
  return null;
end $$;

create function count_changed() returns trigger language plpgsql as $$
begin
  if restoring() then return null; end if;
  perform move_counts(array_agg(id), array_agg(people), array_agg(leads))
  from (select id, sum(people)::bigint as people, sum(leads)::bigint as leads from (
      select group_id as id, 1 as people, (role = 'organiser')::integer as leads from arrived
      union all select group_id, -1, -(role = 'organiser')::integer from gone) each_way group by id) d;
  return null;
end $$;

create trigger membership_arrived after insert on membership referencing new table as arrived
  for each statement execute function count_arrived();
create trigger membership_gone after delete on membership referencing old table as gone
  for each statement execute function count_gone();
create trigger membership_changed after update on membership referencing old table as gone new table as arrived
  for each statement execute function count_changed();
