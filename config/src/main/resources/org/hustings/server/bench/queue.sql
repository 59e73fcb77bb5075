-- Fills the queue of one campaign: each number is in the first project and in four of the others. Run by the
-- superuser, past the wall; the rows are made here and now, so foreign keys need no checking.
-- Variables: bench.campaign, bench.phones.
set session_replication_role = replica;
set synchronous_commit = off;
set maintenance_work_mem = '512MB';
set work_mem = '512MB';

insert into zone_set (campaign_id, zones)
values (current_setting('bench.campaign')::bigint, '{America/New_York}'),
       (current_setting('bench.campaign')::bigint, '{America/Chicago}'),
       (current_setting('bench.campaign')::bigint, '{America/Chicago,America/New_York}'),
       (current_setting('bench.campaign')::bigint, '{America/Denver}');

create temporary table sets as
select id, row_number() over (order by id) - 1 as place from zone_set
 where campaign_id = current_setting('bench.campaign')::bigint;

create temporary table projects as
select id, row_number() over (order by id) - 1 as place from project
 where campaign_id = current_setting('bench.campaign')::bigint;

insert into phone (campaign_id, number, number_zones, zones)
select current_setting('bench.campaign')::bigint, '+1' || (2000000000 + i), s.id, s.id
  from generate_series(1, current_setting('bench.phones')::bigint) i
  join sets s on s.place = i % (select count(*) from sets);

insert into voter (campaign_id, external_id, first_name, last_name, city, state, zip, age, address_zones)
select p.campaign_id, 'V' || p.id, 'First' || p.id % 1000, 'Last' || p.id % 9973, 'Durham', 'NC', '27701',
       18 + p.id % 80, p.zones
  from phone p where p.campaign_id = current_setting('bench.campaign')::bigint;

insert into link (campaign_id, voter_id, phone_id, score, source)
select v.campaign_id, v.id, substr(v.external_id, 2)::bigint, (hashint8(v.id) & 2147483647) % 101, 'bench'
  from voter v where v.campaign_id = current_setting('bench.campaign')::bigint;

insert into target (campaign_id, project_id, voter_id)
select l.campaign_id, p.id, l.voter_id
  from link l
  cross join generate_series(0, 4) k
  join projects p on p.place = case when k = 0 then 0
      else 1 + (l.phone_id * 4 + k) % ((select count(*) from projects) - 1) end
 where l.campaign_id = current_setting('bench.campaign')::bigint
 order by p.id, l.voter_id;

insert into queue_entry (campaign_id, project_id, phone_id, state, score, zone_set_id, lane, rank)
select t.campaign_id, t.project_id, l.phone_id, 'READY', l.score, v.address_zones, 1, -l.score
  from target t
  join link l on l.campaign_id = t.campaign_id and l.voter_id = t.voter_id
  join voter v on v.campaign_id = t.campaign_id and v.id = t.voter_id
 where t.campaign_id = current_setting('bench.campaign')::bigint
 -- in the order of the widest index, which otherwise is written all over
 order by l.phone_id, t.project_id;

vacuum analyze;
checkpoint;
