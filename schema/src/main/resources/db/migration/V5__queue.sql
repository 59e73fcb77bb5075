-- The queue: each number's place in each project, and who holds a number.

create table queue_entry (
    campaign_id   bigint not null,
    id            bigint generated always as identity,
    project_id    bigint not null,
    phone_id      bigint not null,
    state         text not null check (state in ('READY', 'WAITING', 'OUT')),
    -- the highest among the voters it stands for (R2)
    score         smallint not null default 0 check (score between 0 and 100),
    -- the phone's zones, again: the claim asks set by set
    zone_set_id   bigint not null,
    -- The order of R1, lower first. lane 0: call-backs, rank = when due; lane 1: fresh, rank = -score; lane 2:
    -- rejoined, rank = since when. Times are microseconds since 1970. While WAITING: the place it gets then.
    lane          smallint check (lane in (0, 1, 2)),
    rank          bigint,
    -- who promised the call-back (R18)
    promised_by   bigint,
    waiting_until timestamptz,
    waiting_cause text check (waiting_cause in ('RETRY_DELAY', 'CALL_BACK', 'SUPPRESSED')),
    out_reason    text check (out_reason in ('LIMIT', 'DO_NOT_CALL', 'DONE', 'UNRESOLVED', 'NOBODY')),
    -- when a volunteer last skipped it (R5)
    skipped_at    timestamptz,
    primary key (campaign_id, id),
    unique (campaign_id, phone_id, project_id),
    foreign key (campaign_id, project_id) references project (campaign_id, id),
    foreign key (campaign_id, phone_id) references phone (campaign_id, id),
    foreign key (campaign_id, zone_set_id) references zone_set (campaign_id, id),
    foreign key (campaign_id, promised_by) references app_user (campaign_id, id),
    check ((state = 'OUT') = (lane is null)),
    check ((lane is null) = (rank is null)),
    check (promised_by is null or lane = 0),
    check ((state = 'WAITING') = (waiting_until is not null)),
    check ((waiting_until is null) = (waiting_cause is null)),
    check ((state = 'OUT') = (out_reason is not null))
);
call wall_off('queue_entry');
grant select, insert, update on queue_entry to ${app};

-- What the claim reads: callable rows only, in the order of R1, set of zones by set of zones. The order of the
-- columns is the order of its ORDER BY.
create index queue_entry_ready on queue_entry (campaign_id, project_id, zone_set_id, lane, rank, id)
    where state = 'READY';
-- A volunteer's own call-backs, which come first of all.
create index queue_entry_promised on queue_entry (campaign_id, project_id, promised_by, rank, id)
    where state = 'READY' and lane = 0 and promised_by is not null;
-- What the promoter reads; the rest of the columns is for counting without a look at the table.
create index queue_entry_waiting on queue_entry (campaign_id, waiting_until, id) include (project_id, waiting_cause)
    where state = 'WAITING';
-- For counting what is out, and why.
create index queue_entry_out on queue_entry (campaign_id, project_id, out_reason)
    where state = 'OUT';

-- The exclusive, expiring, numbered right to a number (R4, R5). A table of its own, and not columns of the phone, so
-- that a claim writes one short row and leaves the phone's row and indexes alone. Whoever inserts here has the
-- phone's row locked; whoever looks at two phones locks them in the order of their ids.
create sequence hold_number as bigint;
grant usage on sequence hold_number to ${app};

create table hold (
    campaign_id bigint not null,
    phone_id    bigint not null,
    entry_id    bigint not null,
    -- rises with every hold: what an older holder writes is refused
    number      bigint not null default nextval('hold_number'),
    server_id   uuid not null,
    -- null while the server itself holds the number for a playing voicemail (R12)
    session_id  uuid,
    until       timestamptz not null,
    primary key (campaign_id, phone_id),
    foreign key (campaign_id, phone_id) references phone (campaign_id, id),
    foreign key (campaign_id, entry_id) references queue_entry (campaign_id, id)
);
-- The time first: an index that could also be read by campaign alone is, once in a while, and then over all the dead.
create index hold_until on hold (until, campaign_id);
call wall_off('hold');
grant select, insert, update, delete on hold to ${app};

-- Rows of these tables change state all day long, and every change leaves a dead entry in an index that the claim
-- reads. So they are vacuumed by count and not by share, and without pauses.
alter table queue_entry set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.02, fillfactor = 90);
alter table phone set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.02, fillfactor = 90);
alter table hold set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
