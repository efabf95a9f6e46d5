-- Who comes in and who was taken out is kept by a room of its own. The tables stay as they are, with all that is in them.
comment on table join_request is 'groups/joining';
comment on table removal is 'groups/joining';
comment on table invitation is 'groups/joining';
