-- Each request has a code of its own, bound to the browser that asked, beside all others: nobody voids another's by asking.
alter table sign_in_request
  -- SHA-256 of what only that browser holds; none: a request to move an account, whose code the library keeps
  add column browser_hash bytea,
  -- where it came from, under a key, so that mails can be shared out by network
  add column network_hash bytea,
  -- asked for in a browser in which that mailbox signed in before
  add column known boolean not null default false,
  -- what left was word that too many were asked for
  add column warned boolean not null default false,
  add column tries integer not null default 0,
  add column used_at timestamptz;
