-- What members of a group say to each other. A reply hangs on a post.
create table post (
  id uuid primary key,
  group_id uuid not null references local_group (id),
  parent_id uuid references post (id) on delete cascade,
  -- null: erased, and her words with her (see the trigger)
  author_id uuid references person (id) on delete set null,
  text text not null check (length(text) <= 4000),
  posted_at timestamptz not null,
  -- Taken back by its author, or by an organiser; answers stay.
  removed_at timestamptz,
  -- An organiser's message that everybody in the group gets by mail at once.
  to_all boolean not null default false
);

create index post_threads on post (group_id, posted_at desc, id) where parent_id is null;
create index post_recent on post (group_id, posted_at);
create index post_replies on post (parent_id, posted_at) where parent_id is not null;
create index post_author on post (author_id, posted_at);

-- Whoever has herself erased takes her words along; what others answered stays theirs.
create function forget_words() returns trigger language plpgsql as $$
begin
  new.text := '';
  return new;
end $$;

create trigger post_forgets before update of author_id on post
  for each row when (old.author_id is not null and new.author_id is null) execute function forget_words();

-- Up to when the members of a group got its posts by mail.
create table board_digest (
  group_id uuid primary key references local_group (id),
  sent_until timestamptz not null
);
