-- What its server said of a mailbox that is not there, in its own words.
alter table contact_point add column refusal text;
