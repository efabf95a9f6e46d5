-- Who of those that share the old mailbox moves.
alter table sign_in_request add column person_id uuid;
