-- Who lives at a number is asked for each number of an import, and before a table was ever analyzed the primary key,
-- which has all that is asked for but in the wrong order, seemed as good: each number then cost a walk over all links
-- of the campaign, and a chunk of a thousand did not end in time.
drop index link_phone;
create index link_phone on link (campaign_id, phone_id, voter_id);
