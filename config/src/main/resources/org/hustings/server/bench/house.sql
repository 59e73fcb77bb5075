-- Furnishes a house that is measured: an admin (number 0) and two thousand volunteers, each with an API token, a number
-- to dial in by, money, and ten questions in every project. Run by the superuser, past the wall; a second time it
-- changes nothing. Variables: bench.campaign, bench.dial_in.
select set_config('hustings.campaign', current_setting('bench.campaign'), false);

insert into campaign_number (dnis, campaign_id)
values (current_setting('bench.dial_in'), current_setting('bench.campaign')::bigint)
on conflict do nothing;

insert into ledger (campaign_id, kind, microdollars, at, reference)
values (current_setting('bench.campaign')::bigint, 'TOP_UP', 1000000000000, now(), 'bench')
on conflict do nothing;

insert into app_user (campaign_id, name, role, volunteer_number)
select current_setting('bench.campaign')::bigint, 'Volunteer ' || i,
       case when i = 0 then 'ADMIN' else 'VOLUNTEER' end, 900000 + i
  from generate_series(0, 2000) i
on conflict do nothing;

insert into credential (campaign_id, user_id, kind, name, secret_hash, created_at, expires_at)
select campaign_id, id, 'TOKEN', 'bench',
       encode(sha256(convert_to('bench-' || lpad((volunteer_number::bigint - 900000)::text, 5, '0')
           || '-0123456789-0123456789-0123456789', 'UTF8')), 'hex'),
       now() - interval '1 day', now() + interval '10 years'
  from app_user
 where campaign_id = current_setting('bench.campaign')::bigint
on conflict do nothing;

update project
   set settings = settings || jsonb_build_object('survey', (
       select jsonb_agg(jsonb_build_object('key', 'q' || i, 'text', 'Question ' || i, 'kind', 'ONE_OF', 'choices',
           '[{"key": "yes", "text": "Yes"}, {"key": "no", "text": "No"}]'::jsonb))
         from generate_series(0, 9) i))
 where campaign_id = current_setting('bench.campaign')::bigint
   and settings -> 'survey' = '[]'::jsonb;

analyze;
