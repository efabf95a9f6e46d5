-- Several persons may read one mailbox: whom of them a session speaks for, once she has said so. An id of nobody: of none of them.
alter table account_session add column person_id uuid;
