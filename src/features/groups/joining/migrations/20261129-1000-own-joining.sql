-- Who comes in and who was taken out is kept by a room of its own: its tables are made anew here, with all that was in them.
create temporary table kept_request on commit drop as table join_request;
create temporary table kept_removal on commit drop as table removal;
create temporary table kept_invitation on commit drop as table invitation;
drop table join_request, removal, invitation;

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

insert into join_request table kept_request;
insert into removal table kept_removal;
insert into invitation table kept_invitation;
