-- Groups on the staff's desk: who sees them, who may unlist one and settle what is reported, who plans an area.
update role set permissions = permissions || array['groups.see', 'groups.moderate', 'groups.plan'] where id in ('administrator', 'coordinator');
update role set permissions = permissions || array['groups.see'] where id = 'staff';
