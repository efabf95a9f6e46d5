-- What is said of groups and done to them is kept by a room of its own. The tables stay as they are, with all that is in them.
comment on table group_report is 'groups/moderating';
comment on table group_notice is 'groups/moderating';
